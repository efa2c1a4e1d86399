/**
 * Which provider does what, chosen once from the settings. Nothing else knows whether a provider runs here or elsewhere.
 */
import type { Settings } from '@greenroom/settings';
import type { stt, tts } from '@livekit/agents';
import { loadMoonshine } from './local/moonshine.ts';
import { type HeardPiece, MoonshineSTT } from './local/moonshine-stt.ts';
import { loadPiper } from './local/piper.ts';
import { PiperTTS } from './local/piper-tts.ts';

export type { HeardPiece } from './local/moonshine-stt.ts';
export { selectLanguageModel } from './select-language-model.ts';

export interface SpeechHooks {
  /** Every interim and final result of the hearing, with word times in epoch seconds. */
  onWords?: ((piece: HeardPiece) => void) | undefined;
  /** A voice began (true) or ended (false), before its words are known. */
  onVoice?: ((speaking: boolean) => void) | undefined;
  /** How many milliseconds of audio have arrived and are not heard yet: on a busy machine, silence is not yet silence. */
  onBacklog?: ((milliseconds: number) => void) | undefined;
}

export interface Speech {
  stt: stt.STT;
  tts: tts.TTS;
  /** Who hears and speaks, for the log and the report. */
  description: { hearing: string; speaking: string };
}

/** Hearing and speaking for one interview. */
export function selectSpeech(settings: Settings['providers'], hooks: SpeechHooks = {}): Speech {
  const hearing = new MoonshineSTT({ modelsDir: settings.speechModelsDir, onWords: hooks.onWords, onVoice: hooks.onVoice, onBacklog: hooks.onBacklog });
  const voice = new PiperTTS({ modelsDir: settings.speechModelsDir });
  return {
    stt: hearing,
    tts: voice.bySentence(),
    description: { hearing: `${hearing.model} (on this machine)`, speaking: `${voice.model} (on this machine)` },
  };
}

/** Loads what {@link selectSpeech} will need, while the process waits for an interview. */
export async function prewarmSpeech(settings: Settings['providers']): Promise<void> {
  await Promise.all([loadMoonshine(settings.speechModelsDir), loadPiper(settings.speechModelsDir)]);
}
