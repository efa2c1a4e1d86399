/** Encodes segments and stores them one after the other, for as long as it takes, without ever holding up the audio. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { encodeFlac } from './ffmpeg.ts';
import type { Segment } from './segment-cutter.ts';

const queueLimits = {
  /** Segments kept while the store is away: 10 minutes, about 25 MB. Beyond that the oldest is given up. */
  waiting: 60,
  firstRetryMs: 500,
  lastRetryMs: 5_000,
} as const;

export class SegmentQueue {
  #waiting: { index: number; flac: Buffer }[] = [];
  #encoding = 0;
  #running: Promise<void> | undefined;
  #stored = 0;
  #lost = 0;
  readonly #store: (index: number, flac: Buffer) => Promise<void>;
  readonly #log: Logger;

  constructor(store: (index: number, flac: Buffer) => Promise<void>, log: Logger) {
    this.#store = store;
    this.#log = log;
  }

  get stored(): number {
    return this.#stored;
  }
  get lost(): number {
    return this.#lost;
  }

  /** Takes the segment and returns at once. */
  add(segment: Segment): void {
    this.#encoding += 1;
    encodeFlac(segment.samples).then(
      (flac) => this.#waiting.push({ index: segment.index, flac }),
      (error: unknown) => {
        this.#lost += 1;
        this.#log.error({ err: error, index: segment.index }, 'a segment could not be encoded and is lost');
      },
    ).finally(() => {
      this.#encoding -= 1;
      if (this.#waiting.length > queueLimits.waiting) {
        const given = this.#waiting.shift();
        this.#lost += 1;
        this.#log.error({ index: given?.index }, 'the store has been away for too long: the oldest waiting segment is lost');
      }
      this.#running ??= this.#run().finally(() => { this.#running = undefined; });
    });
  }

  /** Waits until everything is stored; false when `timeoutMs` was not enough. */
  async drain(timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    while (this.#encoding > 0 || this.#running !== undefined) {
      if (performance.now() > deadline) return false;
      await pause(50);
    }
    return true;
  }

  async #run(): Promise<void> {
    let wait: number = queueLimits.firstRetryMs;
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0] as { index: number; flac: Buffer };
      try {
        await this.#store(next.index, next.flac);
        if (this.#waiting[0] === next) this.#waiting.shift();
        this.#stored += 1;
        wait = queueLimits.firstRetryMs;
      } catch (error) {
        this.#log.warn({ err: error, index: next.index, retryInMs: wait }, 'a segment could not be stored yet');
        await pause(wait);
        wait = Math.min(wait * 2, queueLimits.lastRetryMs);
      }
    }
  }
}
