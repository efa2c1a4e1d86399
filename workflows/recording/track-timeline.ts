/**
 * Places the frames of one audio track on the recording's wall clock.
 *
 * Frames carry no time of their own, only the moment at which they reached us, and that moment is late by whatever the
 * process was busy with. So one late frame is no gap: frames of a stalled process come in a bunch whose last one is on time.
 * A gap is real when **every** frame of the next moments is late too; then silence is put in front of them. Without a gap,
 * frames follow each other sample by sample.
 */
import { recordingFormat, samplesOf } from './format.ts';

export const timelineLimits = {
  /** Later than this, for all of the look-ahead: the sound paused, silence belongs here. */
  gapMs: 60,
  /** Earlier than this: it was placed too late before (a pause was taken for longer than it was); samples are dropped. */
  aheadMs: 80,
  /** How much of the future a frame waits for before it is placed. */
  lookaheadMs: 300,
} as const;

interface Frame { samples: Int16Array; /** Position on the recording's axis, in samples, at which the frame had wholly arrived. */ arrivedAt: number }

export class TrackTimeline {
  #waiting: Frame[] = [];
  /** Placed and not taken yet, in order, beginning at `#tail`. */
  #placed: Int16Array[] = [];
  #tail: number;
  #head: number;
  #dropping = false;
  /** Nothing precedes the next frame directly (the track begins, or was silent for long): it goes exactly where it belongs. */
  #loose = true;
  readonly #t0: number;

  /** @param t0 epoch milliseconds of the recording's first sample. @param from the first sample that will be taken. */
  constructor(t0: number, from: number) {
    this.#t0 = t0;
    this.#tail = from;
    this.#head = from;
  }

  /** @param arrivedAtMs epoch milliseconds. The samples are kept, not copied. */
  push(samples: Int16Array, arrivedAtMs: number): void {
    this.#waiting.push({ samples, arrivedAt: samplesOf(arrivedAtMs - this.#t0) });
  }

  /**
   * Samples from the last taken position up to `until`, silence where nothing was heard.
   * @param settleUntil frames that arrived later than this (samples since t0) keep waiting for their look-ahead.
   */
  take(until: number, settleUntil: number): Int16Array {
    this.#settle(settleUntil);
    const out = new Int16Array(Math.max(0, until - this.#tail));
    let filled = 0;
    while (filled < out.length && this.#placed.length > 0) {
      const chunk = this.#placed[0] as Int16Array;
      const piece = chunk.subarray(0, out.length - filled);
      out.set(piece, filled);
      filled += piece.length;
      if (piece.length === chunk.length) this.#placed.shift();
      else this.#placed[0] = chunk.subarray(piece.length);
    }
    this.#tail += out.length;
    if (this.#head < this.#tail) {
      this.#head = this.#tail;
      this.#loose = true;
    }
    return out;
  }

  /** True when everything that came has been taken. */
  get empty(): boolean {
    return this.#waiting.length === 0 && this.#placed.length === 0;
  }

  #settle(settleUntil: number): void {
    const count = this.#waiting.findIndex((frame) => frame.arrivedAt > settleUntil);
    const ready = count === -1 ? this.#waiting.length : count;
    for (let index = 0; index < ready; index += 1) {
      const frame = this.#waiting[index] as Frame;
      const late = this.#lateness(index);
      if (late > (this.#loose ? 0 : samplesOf(timelineLimits.gapMs))) this.#silence(late);
      this.#loose = false;
      const own = frame.arrivedAt - (this.#head + frame.samples.length);
      if (own < -samplesOf(timelineLimits.aheadMs)) this.#dropping = true;
      else if (own >= 0) this.#dropping = false;
      if (this.#dropping) continue;
      this.#placed.push(frame.samples);
      this.#head += frame.samples.length;
    }
    this.#waiting.splice(0, ready);
  }

  /** How late, in samples, the most punctual frame from `index` on is. */
  #lateness(index: number): number {
    let end = this.#head;
    let least = Infinity;
    const first = (this.#waiting[index] as Frame).arrivedAt;
    for (let next = index; next < this.#waiting.length; next += 1) {
      const frame = this.#waiting[next] as Frame;
      if (next > index && frame.arrivedAt - first > samplesOf(timelineLimits.lookaheadMs)) break;
      end += frame.samples.length;
      least = Math.min(least, frame.arrivedAt - end);
      if (least <= 0) break;
    }
    return least;
  }

  #silence(samples: number): void {
    // In pieces of a second, so that a long absence is no single large block.
    for (let left = samples; left > 0; left -= recordingFormat.sampleRate) {
      this.#placed.push(new Int16Array(Math.min(left, recordingFormat.sampleRate)));
    }
    this.#head += samples;
  }
}
