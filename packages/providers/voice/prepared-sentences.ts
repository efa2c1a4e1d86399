/**
 * Sentences that are synthesised before they are needed: what was prepared, or was said before, starts at once. One
 * preparation runs at a time, the newest text first; a sentence that is spoken now waits for none of them.
 */
import { Urgency } from './urgency.ts';

export interface SpeakOptions {
  signal: AbortSignal;
  urgency: Urgency;
  /** To be called when this is not how the sentence should sound the next time (a stand-in says it, or not all of it is said). */
  onlyOnce: () => void;
}

/** Samples of a sentence as they are made. @throws when the voice cannot say it */
export type SpeakSentence = (text: string, options: SpeakOptions) => AsyncIterable<Int16Array>;

export interface PreparedOptions {
  speak: SpeakSentence;
  /** Hertz. */
  sampleRate: number;
  /** Audio that is kept at the most, in seconds; what was not used for longest goes first. @defaultValue 180 */
  keptSeconds?: number | undefined;
}

/** Sentences that wait to be prepared; of an older text the last ones are given up first. */
const mostWaiting = 12;

interface Preparation {
  key: string;
  signal: AbortSignal | undefined;
}

/** One sentence's sound, complete or still growing. */
class Take {
  readonly parts: Int16Array[] = [];
  readonly urgency: Urgency;
  readonly stop = new AbortController();
  /** Who is speaking it at this moment. */
  listeners = 0;
  /** Prepared: it is finished even when nobody listens any more. */
  readonly keep: boolean;
  over = false;
  failure: unknown;
  onlyOnce = false;
  samples = 0;
  #waiting: (() => void)[] = [];
  #onOver: (() => void)[] = [];

  constructor(keep: boolean, urgent: boolean) {
    this.keep = keep;
    this.urgency = new Urgency(urgent);
  }

  ended(): void {
    this.over = true;
    this.#onOver.splice(0).forEach((tell) => tell());
    this.changed();
  }

  onOver(tell: () => void): void {
    if (this.over) tell();
    else this.#onOver.push(tell);
  }

  changed(): void {
    this.#waiting.splice(0).forEach((go) => go());
  }

  /** Resolves when there is more, or when `signal` fires. */
  more(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      this.#waiting.push(go);
      signal.addEventListener('abort', go, { once: true });
    });
  }
}

export class PreparedSentences {
  readonly #speak: SpeakSentence;
  readonly #mostSamples: number;
  /** In the order in which they were last used. */
  readonly #takes = new Map<string, Take>();
  #waiting: Preparation[] = [];
  #preparing = false;
  /** The sentence that was said last: the framework asks for all sentences of a line at once. */
  #last: Take | undefined;

  constructor({ speak, sampleRate, keptSeconds = 180 }: PreparedOptions) {
    this.#speak = speak;
    this.#mostSamples = keptSeconds * sampleRate;
  }

  /** Makes these sentences ready, before any that wait. When `signal` fires, those not begun are forgotten. */
  prepare(sentences: readonly string[], signal?: AbortSignal): void {
    const keys = [...new Set(sentences.map(keyOf))].filter((key) => key !== '');
    // Used again: it is not the next to go.
    keys.forEach((key) => this.#used(key));
    const wanted = keys.filter((key) => !this.#takes.has(key)).map((key) => ({ key, signal }));
    this.#waiting = [...wanted, ...this.#waiting.filter(({ key }) => !keys.includes(key))].slice(0, mostWaiting);
    void this.#prepareNext();
  }

  /** Whether all of a sentence is there already. */
  ready(sentence: string): boolean {
    return this.#takes.get(keyOf(sentence))?.over === true;
  }

  /** The sound of a sentence: from what is there, from what is being made, or made now. */
  async *spoken(sentence: string, signal: AbortSignal): AsyncGenerator<Int16Array> {
    const key = keyOf(sentence);
    if (key === '') return;
    const known = this.#takes.get(key);
    let heard = 0;
    if (known !== undefined) {
      this.#inTurn(known);
      try {
        for await (const part of this.#listen(known, signal)) {
          heard += part.length;
          yield part;
        }
        if (heard > 0 || signal.aborted) return;
      } catch (error) {
        // A preparation failed before it made a sound: that costs the line nothing but time.
        if (heard > 0) throw error;
      }
    }
    if (signal.aborted) return;
    this.#waiting = this.#waiting.filter((each) => each.key !== key);
    const take = new Take(false, this.#last?.over !== false);
    this.#inTurn(take);
    void this.#make(key, take);
    yield* this.#listen(take, signal);
  }

  async *#listen(take: Take, signal: AbortSignal): AsyncGenerator<Int16Array> {
    take.listeners += 1;
    try {
      for (let next = 0; !signal.aborted; ) {
        const part = take.parts[next];
        if (part !== undefined) {
          next += 1;
          yield part;
        } else if (take.failure !== undefined) throw take.failure;
        else if (take.over) return;
        else await take.more(signal);
      }
    } finally {
      take.listeners -= 1;
      if (take.listeners === 0 && !take.keep && !take.over) take.stop.abort();
    }
  }

  async #prepareNext(): Promise<void> {
    if (this.#preparing) return;
    this.#preparing = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        if (next.signal?.aborted === true || this.#takes.has(next.key)) continue;
        await this.#make(next.key, new Take(true, false));
      }
    } finally {
      this.#preparing = false;
    }
  }

  async #make(key: string, take: Take): Promise<void> {
    this.#takes.delete(key);
    this.#takes.set(key, take);
    try {
      for await (const part of this.#speak(key, { signal: take.stop.signal, urgency: take.urgency, onlyOnce: () => (take.onlyOnce = true) })) {
        if (take.stop.signal.aborted) break;
        take.parts.push(part);
        take.samples += part.length;
        take.changed();
      }
    } catch (error) {
      take.failure = error;
    }
    // Half a sentence or none is not kept: the next time it is tried anew.
    const whole = take.failure === undefined && !take.stop.signal.aborted && !take.onlyOnce && take.samples > 0;
    if (!whole && this.#takes.get(key) === take) this.#takes.delete(key);
    take.ended();
    this.#forget();
  }

  /** A sentence is urgent when the one before it in the line is made: until then that one plays, or is worked on. */
  #inTurn(take: Take): void {
    const before = this.#last;
    this.#last = take;
    if (before === undefined || before === take) take.urgency.raise();
    else before.onOver(() => take.urgency.raise());
  }

  #used(key: string): void {
    const take = this.#takes.get(key);
    if (take === undefined) return;
    this.#takes.delete(key);
    this.#takes.set(key, take);
  }

  #forget(): void {
    let samples = 0;
    for (const take of this.#takes.values()) samples += take.samples;
    for (const [key, take] of this.#takes) {
      if (samples <= this.#mostSamples) return;
      if (!take.over) continue;
      this.#takes.delete(key);
      samples -= take.samples;
    }
  }
}

const keyOf = (sentence: string): string => sentence.replace(/\s+/g, ' ').trim();
