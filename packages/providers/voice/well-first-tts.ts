/** Several voices as one LiveKit TTS: the first that is well speaks, and what it leaves unsaid is said by the next. */
import { type APIConnectOptions, shortuuid, tokenize, tts } from '@livekit/agents';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { WellFirst } from '../well-first.ts';
import type { SentenceVoice } from './sentence-voice.ts';
import { Pace, unsaid } from './unsaid.ts';

export interface WellFirstVoiceOptions {
  /** In order of preference; the last one should need no network. */
  voices: readonly [SentenceVoice, ...SentenceVoice[]];
  /** Told once when a voice falls out and once when it is back. */
  notice: (text: string) => void;
  /** Milliseconds, monotonic: when a voice has rested enough. @defaultValue performance.now */
  restClock?: (() => number) | undefined;
}

/** Hertz: what the cloud voices give; others are brought to it. */
export const voiceSampleRate = 24_000;
/** Samples of one frame: 20 ms. */
const frameSamples = voiceSampleRate / 50;
/** Characters. The framework's own 20 hold a short opener ("I see.") back until the sentence after it. */
const shortestSentence = 6;

export class WellFirstTTS extends tts.TTS {
  override readonly label = 'greenroom.WellFirstTTS';
  readonly #options: WellFirstVoiceOptions;
  readonly #voices: WellFirst<SentenceVoice>;
  readonly #paces = new Map<SentenceVoice, Pace>();

  constructor(options: WellFirstVoiceOptions) {
    super(voiceSampleRate, 1, { streaming: false });
    this.#options = options;
    this.#voices = new WellFirst(options.voices, { task: 'Voice', notice: options.notice, now: options.restClock });
  }

  override get model(): string {
    return this.#options.voices.map(({ name }) => name).join(', ');
  }

  override get provider(): string {
    return 'several';
  }

  override synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): WellFirstSentence {
    return new WellFirstSentence(text, this, (signal) => this.#speak(text, signal), connOptions, abortSignal);
  }

  /** Text that is still being written, spoken a sentence at a time. */
  override stream(options?: { connOptions?: APIConnectOptions }): tts.SynthesizeStream {
    return this.bySentence().stream(options);
  }

  /** This voice as one that takes text while it is being written: give this to an `AgentSession`. */
  bySentence(): tts.StreamAdapter {
    return new tts.StreamAdapter(this, new tokenize.basic.SentenceTokenizer({ minSentenceLength: shortestSentence }));
  }

  /** Samples at {@link voiceSampleRate}. Ends without an error when nobody can say the rest: that was told by a notice. */
  async *#speak(text: string, signal: AbortSignal): AsyncGenerator<Int16Array> {
    let rest = text;
    const failed = new Set<SentenceVoice>();
    for (;;) {
      const voice = this.#voices.inOrder().find((each) => !failed.has(each));
      if (voice === undefined || rest === '' || signal.aborted) return;
      const pace = this.#paces.get(voice) ?? new Pace();
      this.#paces.set(voice, pace);
      let samples = 0;
      try {
        for await (const part of patiently(voice, rest, signal)) {
          if (signal.aborted) return;
          samples += part.length;
          yield part;
        }
        if (signal.aborted) return;
        if (samples === 0 && /[\p{L}\p{N}]/u.test(rest)) throw new ProviderError(`${voice.name} gave no sound`, { provider: voice.name, retryable: true });
        pace.finished(rest, samples / voiceSampleRate);
        this.#voices.worked(voice);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#voices.failed(voice, asProviderFailure(voice.name, error));
        failed.add(voice);
        if (samples > 0) rest = unsaid(rest, samples / voiceSampleRate, pace);
      }
    }
  }
}

/** The voice's samples at our rate; a failure when they are too long in coming. */
async function* patiently(voice: SentenceVoice, text: string, signal: AbortSignal): AsyncGenerator<Int16Array> {
  const stop = new AbortController();
  const parts = voice.speak(text, AbortSignal.any([signal, stop.signal]))[Symbol.asyncIterator]();
  const resampler = voice.sampleRate === voiceSampleRate ? undefined : new AudioResampler(voice.sampleRate, voiceSampleRate);
  try {
    for (let first = true; ; first = false) {
      const part = await within(parts.next(), voice.patienceMs === undefined ? undefined : first ? voice.patienceMs.first : voice.patienceMs.next, voice.name, signal);
      if (part === undefined || part.done === true) break;
      if (resampler === undefined) yield part.value;
      else for (const frame of resampler.push(new AudioFrame(part.value, voice.sampleRate, 1, part.value.length))) yield frame.data;
    }
    for (const frame of resampler?.flush() ?? []) yield frame.data;
  } finally {
    stop.abort();
    resampler?.close();
  }
}

/** Undefined when the signal fires first. */
async function within<T>(work: Promise<T>, ms: number | undefined, name: string, signal: AbortSignal): Promise<T | undefined> {
  work.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  let stop = (): void => {};
  const late = new Promise<never>((_, reject) => {
    if (ms !== undefined) timer = setTimeout(() => reject(new ProviderError(`${name} gave no sound for ${ms / 1000} s`, { provider: name, retryable: true })), ms);
  });
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, late, aborted]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** One sentence. */
export class WellFirstSentence extends tts.ChunkedStream {
  override readonly label = 'greenroom.WellFirstSentence';
  readonly #speak: (signal: AbortSignal) => AsyncIterable<Int16Array>;

  constructor(text: string, owner: WellFirstTTS, speak: (signal: AbortSignal) => AsyncIterable<Int16Array>, connOptions?: APIConnectOptions, abortSignal?: AbortSignal) {
    super(text, owner, connOptions, abortSignal);
    this.#speak = speak;
  }

  protected override async run(): Promise<void> {
    const requestId = shortuuid('voice_');
    let rest = new Int16Array(0);
    // One frame is held back, so that the last one can be marked as the last.
    let held: Int16Array | undefined;
    const put = (data: Int16Array, final: boolean): void => {
      if (!this.queue.closed && !this.abortSignal.aborted) this.queue.put({ requestId, segmentId: requestId, frame: new AudioFrame(data, voiceSampleRate, 1, data.length), final });
    };
    for await (const part of this.#speak(this.abortSignal)) {
      const joined = new Int16Array(rest.length + part.length);
      joined.set(rest);
      joined.set(part, rest.length);
      let from = 0;
      for (; from + frameSamples <= joined.length; from += frameSamples) {
        if (held !== undefined) put(held, false);
        held = joined.slice(from, from + frameSamples);
      }
      rest = joined.slice(from);
    }
    if (held !== undefined) put(held, rest.length === 0);
    if (rest.length > 0) put(rest, true);
  }
}
