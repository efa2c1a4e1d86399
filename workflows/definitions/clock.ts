/** The interview's time without its pauses: budgets, absences and the longest duration run on it. */
import { condition } from '@temporalio/workflow';

export class Clock {
  paused = false;
  /** Pauses so far, epoch milliseconds; the last one has no end while it lasts. */
  readonly pauses: { fromMs: number; toMs: number | null }[] = [];

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.pauses.push({ fromMs: Date.now(), toMs: null });
  }

  resume(): void {
    const last = this.pauses.at(-1);
    if (!this.paused || last === undefined) return;
    this.paused = false;
    last.toMs = Date.now();
  }

  get pausedMs(): number {
    return this.pauses.reduce((sum, { fromMs, toMs }) => sum + (toMs ?? Date.now()) - fromMs, 0);
  }

  /** True as soon as `done` holds, false when `ms` have passed that were no pause. */
  async until(done: () => boolean, ms: number): Promise<boolean> {
    for (let left = ms; ; ) {
      await condition(() => !this.paused || done());
      if (done()) return true;
      const since = Date.now();
      // A time-out of 0 would wait for ever.
      if (!(await condition(() => this.paused || done(), Math.max(1, left)))) return false;
      if (done()) return true;
      left -= Date.now() - since;
    }
  }
}
