/** Piper on this machine as one of several voices: the one that is always there. */
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import type { LocalModels } from './local-models.ts';
import { piperSampleRate } from './piper.ts';

export interface PiperVoiceOptions {
  models: LocalModels;
  /** 1 is the voice's own pace. */
  speed: number;
}

export function piperVoice({ models, speed }: PiperVoiceOptions): SentenceVoice {
  return {
    name: 'piper-en_US-joe-medium (on this machine)',
    sampleRate: piperSampleRate,
    patienceMs: undefined,
    async *speak(text, signal, urgency) {
      const samples = await models.speak(text, { speed, signal, urgency });
      if (samples.length > 0) yield samples;
    },
  };
}
