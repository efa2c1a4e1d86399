/** Piper on this machine as one of several voices: the one that is always there. */
import type { SentenceVoice } from '../voice/sentence-voice.ts';
import { loadPiper, piperSampleRate } from './piper.ts';

export function piperVoice(modelsDir: string): SentenceVoice {
  return {
    name: 'piper-en_US-joe-medium (on this machine)',
    sampleRate: piperSampleRate,
    patienceMs: undefined,
    async *speak(text, signal) {
      const samples = await (await loadPiper(modelsDir)).speak(text, signal);
      if (samples.length > 0) yield samples;
    },
  };
}
