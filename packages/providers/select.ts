/**
 * Which provider does what, chosen once from the settings. Nothing else knows whether a provider runs here or elsewhere.
 */
import type { InterviewerVoice } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import type { stt, tts } from '@livekit/agents';
import { cloudHearing, cloudVoices } from './cloud/cloud-speech.ts';
import { speedOf } from './cloud/voice-choices.ts';
import type { HeardPiece } from './hearing/heard-piece.ts';
import { WellFirstSTT } from './hearing/well-first-stt.ts';
import { loadLocalModels, localModels, type LocalModels } from './local/local-models.ts';
import { moonshineHearing } from './local/moonshine-hearing.ts';
import { MoonshineSTT } from './local/moonshine-stt.ts';
import { PiperTTS } from './local/piper-tts.ts';
import { piperVoice } from './local/piper-voice.ts';
import type { SentenceTTS } from './voice/sentence-tts.ts';
import { WellFirstTTS } from './voice/well-first-tts.ts';

export { keytermsOf } from './hearing/keyterms.ts';
export type { LocalModels } from './local/local-models.ts';
export type { HeardPiece } from './hearing/heard-piece.ts';
export { selectLanguageModel } from './select-language-model.ts';

export interface SpeechHooks {
  /** Every interim and final result of the hearing, with word times in epoch seconds. */
  onWords?: ((piece: HeardPiece) => void) | undefined;
  /** Every stretch of the candidate's audio as it is heard, 16 kHz mono, with the epoch milliseconds of its last sample. */
  onSamples?: ((samples: Int16Array, endMs: number) => void) | undefined;
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
  /** How the interviewer sounds. @defaultValue lower, at the voice's own pace */
  voice?: InterviewerVoice | undefined;
  /** Where the recogniser and the voice of this machine run. @defaultValue in this process */
  localModels?: LocalModels | undefined;
}

export interface Speech {
  stt: stt.STT;
  tts: tts.TTS;
  /**
   * Synthesises a line ahead, so that `session.say` of the same words starts at once; until it is said it costs the spoken
   * line no time. When `signal` fires the line is no longer expected, and what of it was not begun is not made.
   */
  prepare(line: string, signal?: AbortSignal): void;
  /** Who hears and speaks, for the log and the report. */
  description: { hearing: string; speaking: string };
}

type Providers = Settings['providers'];

/** Hearing and speaking for one interview. Without a key both run on this machine. */
export function selectSpeech(settings: Providers, hooks: SpeechHooks = {}): Speech {
  const { stt, hearing } = selectHearing(settings, hooks);
  const { voice, speaking } = selectVoice(settings, hooks);
  return { stt, tts: voice.bySentence(), prepare: (line, signal) => void voice.prepare(line, signal), description: { hearing, speaking } };
}

/** Hearing alone, for one voice. Without a key on this machine. */
export function selectHearing(settings: Providers, hooks: SpeechHooks): { stt: stt.STT; hearing: string } {
  const told = { onWords: hooks.onWords, onVoice: hooks.onVoice, onBacklog: hooks.onBacklog, onSamples: hooks.onSamples };
  const models = hooks.localModels ?? localModels(settings.speechModelsDir);
  const cloud = cloudHearing(settings, hooks.keyterms, hooks.language);
  const [first, ...others] = cloud;
  if (first === undefined) {
    const local = new MoonshineSTT({ modelsDir: settings.speechModelsDir, models, ...told });
    return { stt: local, hearing: `${local.model} (on this machine)` };
  }
  const local = moonshineHearing(models, hooks.onBacklog);
  const stt = new WellFirstSTT({ providers: [first, ...others, local], ...told, language: hooks.language, notice: hooks.onNotice ?? (() => {}) });
  return { stt, hearing: inOrder([...cloud, local]) };
}

function selectVoice(settings: Providers, hooks: SpeechHooks): { voice: SentenceTTS; speaking: string } {
  const models = hooks.localModels ?? localModels(settings.speechModelsDir);
  const speed = speedOf[hooks.voice?.pace ?? 'normal'];
  const cloud = cloudVoices(settings, hooks.voice);
  const [first, ...others] = cloud;
  if (first === undefined) {
    const local = new PiperTTS({ modelsDir: settings.speechModelsDir, models, speed });
    return { voice: local, speaking: `${local.model} (on this machine)` };
  }
  const local = piperVoice({ models, speed });
  return { voice: new WellFirstTTS({ voices: [first, ...others, local], notice: hooks.onNotice ?? (() => {}) }), speaking: inOrder([...cloud, local]) };
}

const inOrder = (providers: readonly { name: string }[]): string => providers.map(({ name }) => name).join(', else ');

/** Loads what {@link selectSpeech} will need in this process: also with keys, for when a provider fails. */
export async function prewarmSpeech(settings: Providers): Promise<void> {
  await loadLocalModels(settings.speechModelsDir);
}
