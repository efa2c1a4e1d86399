/**
 * At what wall-clock time was a position in the heard audio spoken? Frames arrive in bursts and sometimes not at all
 * (lost packets, a muted microphone), so neither counting samples nor looking at the clock is right alone: samples are
 * counted from an anchor, and the anchor moves when frames were missing.
 */

/** Later than this, for longer than {@link settleSeconds}: frames were missing, not just held up. */
const missingSeconds = 0.15;
/** A burst that was only held up catches up within this time, and then nothing has to move. */
const settleSeconds = 0.3;

export class FrameClock {
  /** From this position (seconds of audio) on, position 0 was at this epoch time (seconds). Oldest first. */
  #anchors: { from: number; epoch: number }[] = [];
  #received = 0;
  #lateSince: { position: number; at: number; least: number } | undefined;

  /** Seconds of audio that have arrived. */
  get received(): number {
    return this.#received;
  }

  /** A frame of `duration` seconds arrived at epoch time `now` (seconds). */
  arrived(duration: number, now: number): void {
    const start = this.#received;
    this.#received += duration;
    const last = this.#anchors.at(-1);
    if (last === undefined) {
      this.#anchors.push({ from: 0, epoch: now - duration });
      return;
    }
    const late = now - (last.epoch + this.#received);
    if (late < 0) {
      // Nothing is heard before it is spoken: the anchor was made by a frame that came late.
      last.epoch += late;
      this.#lateSince = undefined;
    } else if (late <= missingSeconds) {
      this.#lateSince = undefined;
    } else if (this.#lateSince === undefined) {
      this.#lateSince = { position: start, at: now, least: late };
    } else {
      this.#lateSince.least = Math.min(this.#lateSince.least, late);
      if (now - this.#lateSince.at < settleSeconds) return;
      this.#anchors.push({ from: this.#lateSince.position, epoch: last.epoch + this.#lateSince.least });
      if (this.#anchors.length > 1_000) this.#anchors.shift();
      this.#lateSince = undefined;
    }
  }

  /** Epoch seconds of a position (seconds of audio from the stream's start). */
  timeOf(position: number): number {
    const anchor = this.#anchors.findLast(({ from }) => from <= position) ?? this.#anchors[0];
    if (anchor === undefined) throw new Error('no audio has arrived yet');
    return anchor.epoch + position;
  }
}
