/**
 * Hearing without a recogniser: a server that knows the recording finds the place of the audio that it was given, sample
 * for sample, and "hears" exactly the words whose audio arrived. What a client fails to send is a word that is missing.
 */
export interface KnownRecording {
  /** 16 kHz, mono. */
  samples: Int16Array;
  sampleRate: number;
  /** In order; seconds. */
  words: readonly { text: string; from: number; to: number }[];
}

const fingerprint = 256;
/** Resamplers add a little noise: the same sound comes out one or two steps apart. */
const dither = 4;

export class KnownAudio {
  readonly #recording: KnownRecording;
  #received = new Int16Array(0);
  /** Samples of the recording before the first that was received; negative when silence came before it. */
  #offset: number | undefined;

  constructor(recording: KnownRecording) {
    this.#recording = recording;
  }

  append(samples: Int16Array): void {
    const joined = new Int16Array(this.#received.length + samples.length);
    joined.set(this.#received);
    joined.set(samples, this.#received.length);
    this.#received = joined;
    this.#offset ??= this.#locate();
  }

  /** Seconds of audio that arrived. */
  get seconds(): number {
    return this.#received.length / this.#recording.sampleRate;
  }

  /** Words whose audio arrived (all but its very edges), in seconds since the first sample that was received. */
  get words(): { text: string; from: number; to: number }[] {
    const offset = this.#offset;
    if (offset === undefined) return [];
    const shift = offset / this.#recording.sampleRate;
    return this.#recording.words
      .map((word) => ({ text: word.text, from: word.from - shift, to: word.to - shift }))
      .filter(({ from, to }) => from + (to - from) * 0.3 >= 0 && to - (to - from) * 0.2 <= this.seconds)
      .map((word) => ({ ...word, from: Math.max(0, word.from), to: Math.min(this.seconds, word.to) }));
  }

  #locate(): number | undefined {
    const known = this.#recording.samples;
    const at = this.#received.findIndex((sample, index) => Math.abs(sample) > 300 && index + fingerprint <= this.#received.length);
    if (at < 0) return undefined;
    const needle = this.#received.subarray(at, at + fingerprint);
    for (let from = 0; from + fingerprint <= known.length; from += 1) {
      let same = 0;
      while (same < fingerprint && Math.abs((known[from + same] ?? 0) - (needle[same] ?? 0)) <= dither) same += 1;
      if (same === fingerprint) return from - at;
    }
    return undefined;
  }
}

/** What recognisers drop unless they are asked not to. */
export const isFiller = (word: string): boolean => /^(um|uh)$/i.test(word.replace(/\W/g, ''));
