/**
 * Is somebody speaking? The Silero model that comes with the framework (2 MB), asked directly: the framework's own VAD
 * stream copies every frame several times, and its answer about one window is all that is needed here.
 */
import { createRequire } from 'node:module';

// A CommonJS package whose named exports Node does not see.
const { createVad, VAD_WINDOW_SAMPLES } = createRequire(import.meta.url)('@livekit/local-inference') as typeof import('@livekit/local-inference');

/** Samples of one window, at 16 kHz: 32 ms. */
export const windowSamples: number = VAD_WINDOW_SAMPLES;

export interface VoiceActivity {
  /** Probability from 0 to 1 that the next window of {@link windowSamples} samples holds speech. 0.3 ms on a thread of the pool. */
  probability(window: Int16Array): Promise<number>;
}

export function voiceActivity(): VoiceActivity {
  const vad = createVad();
  return { probability: (window) => vad.predict(window) };
}
