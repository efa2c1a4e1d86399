import type { Urgency } from './urgency.ts';

/**
 * What a voice looks like from inside: a sentence in, samples out as they are made. Outside it is LiveKit's `tts.TTS`; that
 * class's streams hide how far a failed one got, and turn its failure into an unhandled rejection.
 */
export interface SentenceVoice {
  /** For people: "OpenAI gpt-4o-mini-tts". */
  readonly name: string;
  /** Hertz. Mono, 16 bit. */
  readonly sampleRate: number;
  /** Milliseconds until the first sound, and between two parts; later is a failure. Undefined for one that cannot hang. */
  readonly patienceMs: { first: number; next: number } | undefined;
  /**
   * Speaks one sentence. Ends early when `signal` is aborted. A voice whose sentences wait for each other lets the urgent ones go first.
   * @throws ProviderError when it cannot, or breaks off
   */
  speak(text: string, signal: AbortSignal, urgency: Urgency): AsyncIterable<Int16Array>;
}
