/**
 * What a recogniser looks like from inside. Outside it is LiveKit's `stt.STT`; that shape does not tell up to where the
 * audio was heard for good, which is what handing over in the middle of a sentence without losing words needs.
 */
import type { ProviderError } from '../language/language-model.ts';

/** Hertz. Everything here is mono, 16 bit. */
export const hearingSampleRate = 16_000;

export interface TimedWord {
  text: string;
  /** Seconds since the session's first sample. */
  from: number;
  to: number;
  /** True when the recogniser gave no time and the word was placed inside what was voiced. */
  estimated: boolean;
}

/** What was heard of the stretch of audio that is being worked on. A later one replaces it, until one is final. */
export interface Heard {
  final: boolean;
  /** Empty when there was no speech in it. */
  text: string;
  words: readonly TimedWord[];
  /** Seconds since the session's first sample: where the first and the last voiced sound are. */
  voicedFrom: number;
  voicedTo: number;
  /** With `final`: all audio before this position (seconds) is heard for good. */
  through: number;
}

export interface HearingSession {
  /** The next samples. May resolve later than the audio is taken; awaiting it holds nobody up for longer than recognising does. */
  push(samples: Int16Array): Promise<void> | void;
  /** The voice has paused here: what was said should become final now. */
  pause(): void;
  /** No more audio comes. Resolves when everything is final. */
  end(): Promise<void>;
  close(): void;
}

export interface HearingEvents {
  onHeard: (heard: Heard) => void;
  /** Once; nothing more is told afterwards. */
  onFailed: (error: ProviderError) => void;
}

export interface Hearing {
  /** For people: "Deepgram nova-3". */
  readonly name: string;
  /**
   * Milliseconds that voiced audio may go without any result; then the connection is as good as lost. Undefined for those
   * that answer piece by piece and watch over their own requests.
   */
  readonly silentTooLongMs: number | undefined;
  start(events: HearingEvents): HearingSession;
}
