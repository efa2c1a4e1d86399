/** Several voices as one LiveKit TTS: the first that is well speaks, and what it leaves unsaid is said by the next. */
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { asProviderFailure, ProviderError } from '../provider-failure.ts';
import { WellFirst } from '../well-first.ts';
import type { SpeakOptions } from './prepared-sentences.ts';
import { SentenceTTS } from './sentence-tts.ts';
import type { SentenceVoice } from './sentence-voice.ts';
import { Pace, unsaid } from './unsaid.ts';
import type { Urgency } from './urgency.ts';

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

/** The first voice that is well says a sentence, and the next one what it leaves unsaid. */
class WellFirstVoice {
  readonly #first: SentenceVoice;
  readonly #voices: WellFirst<SentenceVoice>;
  readonly #paces = new Map<SentenceVoice, Pace>();

  constructor(options: WellFirstVoiceOptions) {
    [this.#first] = options.voices;
    this.#voices = new WellFirst(options.voices, { task: 'Voice', notice: options.notice, now: options.restClock });
  }

  /** Samples at {@link voiceSampleRate}. Ends without an error when nobody can say the rest: that was told by a notice. */
  async *speak(text: string, { signal, urgency, onlyOnce }: SpeakOptions): AsyncGenerator<Int16Array> {
    let rest = text;
    const failed = new Set<SentenceVoice>();
    for (;;) {
      const voice = this.#voices.inOrder().find((each) => !failed.has(each));
      // An opener that a stand-in has said is said by the first voice again when that is well.
      if (voice !== this.#first) onlyOnce();
      if (voice === undefined || rest === '' || signal.aborted) return;
      const pace = this.#paces.get(voice) ?? new Pace();
      this.#paces.set(voice, pace);
      let samples = 0;
      try {
        for await (const part of patiently(voice, rest, signal, urgency)) {
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

/** Give its {@link SentenceTTS.bySentence} to an `AgentSession`. */
export class WellFirstTTS extends SentenceTTS {
  constructor(options: WellFirstVoiceOptions) {
    const voice = new WellFirstVoice(options);
    super({
      label: 'greenroom.WellFirstTTS',
      model: options.voices.map(({ name }) => name).join(', '),
      provider: 'several',
      sampleRate: voiceSampleRate,
      speak: (text, how) => voice.speak(text, how),
    });
  }
}

/** The voice's samples at our rate; a failure when they are too long in coming. */
async function* patiently(voice: SentenceVoice, text: string, signal: AbortSignal, urgency: Urgency): AsyncGenerator<Int16Array> {
  const stop = new AbortController();
  const parts = voice.speak(text, AbortSignal.any([signal, stop.signal]), urgency)[Symbol.asyncIterator]();
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
