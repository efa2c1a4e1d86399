/** What the API has allowed somebody to do, in the order in which it came, without its content. The same order twice counts once. */
import type { OrderNotice } from '@greenroom/contracts';
import type { Clock } from './clock.ts';

/** Ids that are remembered: a repeated command comes within seconds. */
const rememberedIds = 500;

export class Inbox {
  /** Counts commands of the candidate, so that silence can be told. */
  fromCandidate = 0;
  readonly #clock: Clock;
  readonly #waiting: OrderNotice[] = [];
  readonly #seen: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(notice: OrderNotice): void {
    if (this.#seen.includes(notice.id)) return;
    this.#seen.push(notice.id);
    if (this.#seen.length > rememberedIds) this.#seen.shift();
    if (notice.byCandidate) this.fromCandidate += 1;
    if (notice.type === 'pause') return this.#clock.pause();
    if (notice.type === 'resume') {
      if (!this.#clock.paused) return;
      this.#clock.resume();
    }
    this.#waiting.push(notice);
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  next(): OrderNotice | undefined {
    return this.#waiting.shift();
  }
}
