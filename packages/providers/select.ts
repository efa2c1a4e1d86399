/**
 * Which provider does what, chosen once from the settings. Nothing else knows whether a provider runs here or elsewhere.
 */
import type { Settings } from '@greenroom/settings';
import type { stt, tts } from '@livekit/agents';
import { cloudHearing, cloudVoices } from './cloud/cloud-speech.ts';
import type { HeardPiece } from './hearing/heard-piece.ts';
import { WellFirstSTT } from './hearing/well-first-stt.ts';
import { loadMoonshine } from './local/moonshine.ts';
import { moonshineHearing } from './local/moonshine-hearing.ts';
import { MoonshineSTT } from './local/moonshine-stt.ts';
import { loadPiper } from './local/piper.ts';
import { PiperTTS } from './local/piper-tts.ts';
import { piperVoice } from './local/piper-voice.ts';
import { WellFirstTTS } from './voice/well-first-tts.ts';

export { keytermsOf } from './hearing/keyterms.ts';
export type { HeardPiece } from './hearing/heard-piece.ts';
export { selectLanguageModel } from './select-language-model.ts';
export { selectTone, type ToneModel } from './select-tone.ts';

export interface SpeechHooks {
  /** Every interim and final result of the hearing, with word times in epoch seconds. */
  onWords?: ((piece: HeardPiece) => void) | undefined;
  /** A voice began (true) or ended (false), before its words are known. */
  onVoice?: ((speaking: boolean) => void) | undefined;
  /** How many milliseconds of audio have arrived and are not heard yet: on a busy machine, silence is not yet silence. */
  onBacklog?: ((milliseconds: number) => void) | undefined;
  /** A provider fell out and another took over, or it is back: for the room, the log and the report. */
  onNotice?: ((notice: string) => void) | undefined;
  /** Names and words of this interview (company, technologies) that the hearing should know. */
  keyterms?: readonly string[] | undefined;
  /** BCP 47, of what is spoken. The hearing of this machine knows only English. @defaultValue en */
  language?: string | undefined;
}

export interface Speech {
  stt: stt.STT;
  tts: tts.TTS;
  /** Who hears and speaks, for the log and the report. */
  description: { hearing: string; speaking: string };
}

type Providers = Settings['providers'];

/** Hearing and speaking for one interview. Without a key both run on this machine. */
export function selectSpeech(settings: Providers, hooks: SpeechHooks = {}): Speech {
  const { stt, hearing } = selectHearing(settings, hooks);
  const { tts, speaking } = selectVoice(settings, hooks);
  return { stt, tts, description: { hearing, speaking } };
}

/** Hearing alone, for one voice. Without a key on this machine. */
export function selectHearing(settings: Providers, hooks: SpeechHooks): { stt: stt.STT; hearing: string } {
  const cloud = cloudHearing(settings, hooks.keyterms, hooks.language);
  const [first, ...others] = cloud;
  if (first === undefined) {
    const local = new MoonshineSTT({ modelsDir: settings.speechModelsDir, onWords: hooks.onWords, onVoice: hooks.onVoice, onBacklog: hooks.onBacklog });
    return { stt: local, hearing: `${local.model} (on this machine)` };
  }
  const local = moonshineHearing(settings.speechModelsDir, hooks.onBacklog);
  const stt = new WellFirstSTT({ providers: [first, ...others, local], onWords: hooks.onWords, onVoice: hooks.onVoice, onBacklog: hooks.onBacklog, language: hooks.language, notice: hooks.onNotice ?? (() => {}) });
  return { stt, hearing: inOrder([...cloud, local]) };
}

function selectVoice(settings: Providers, hooks: SpeechHooks): { tts: tts.TTS; speaking: string } {
  const cloud = cloudVoices(settings);
  const [first, ...others] = cloud;
  if (first === undefined) {
    const local = new PiperTTS({ modelsDir: settings.speechModelsDir });
    return { tts: local.bySentence(), speaking: `${local.model} (on this machine)` };
  }
  const local = piperVoice(settings.speechModelsDir);
  return { tts: new WellFirstTTS({ voices: [first, ...others, local], notice: hooks.onNotice ?? (() => {}) }).bySentence(), speaking: inOrder([...cloud, local]) };
}

const inOrder = (providers: readonly { name: string }[]): string => providers.map(({ name }) => name).join(', else ');

/** Loads what {@link selectSpeech} will need, while the process waits for an interview: also with keys, for when a provider fails. */
export async function prewarmSpeech(settings: Providers): Promise<void> {
  await Promise.all([loadMoonshine(settings.speechModelsDir), loadPiper(settings.speechModelsDir)]);
}
