/**
 * Work for few hands: the urgent first; what is not urgent one at a time and with rests, so that urgent work finds a hand
 * free and the machine stays responsive; what was given up before its turn is not begun.
 */
import type { Urgency } from '../voice/urgency.ts';

export interface Turn {
  urgency: Urgency;
  /** Of two that are not urgent, the lower goes first, unless the other has waited for long. */
  rank: number;
  signal: AbortSignal | undefined;
}

interface Waiting extends Turn {
  start: (hurried: boolean) => void;
  /** Milliseconds: who came first, with each rank as much later as {@link Hands.rankMs}. */
  order: number;
}

export interface Hands {
  /** So much runs at once; of what is not urgent, one less. */
  atOnce: number;
  /** After work that is not urgent, none such begins for as long as it took times this: 1 leaves it half a core. */
  rest: number;
  /** By how much longer somebody one rank below waits at the most: nobody waits for ever. */
  rankMs: number;
}

export class UrgentFirst {
  readonly #hands: Hands;
  #busy = 0;
  /** Of them, those that were not urgent when they began. */
  #unhurried = 0;
  #restUntil = -Infinity;
  #wake: NodeJS.Timeout | undefined;
  /** In order of arrival. */
  readonly #waiting: Waiting[] = [];

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** Undefined when `signal` fired before its turn came. */
  async run<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result | undefined> {
    const hurried = await this.#turn(turn);
    if (hurried === undefined) return undefined;
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      const now = performance.now();
      this.#busy -= 1;
      if (!hurried) {
        this.#unhurried -= 1;
        this.#restUntil = now + (now - startedAt) * this.#hands.rest;
      }
      this.#startWhatMay();
    }
  }

  /** Whether it was urgent when its turn came; undefined when it was given up. */
  #turn(turn: Turn): Promise<boolean | undefined> {
    if (turn.signal?.aborted === true) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        resolve(undefined);
      };
      const waiting: Waiting = {
        ...turn,
        order: performance.now() + turn.rank * this.#hands.rankMs,
        start: (hurried) => {
          turn.signal?.removeEventListener('abort', giveUp);
          resolve(hurried);
        },
      };
      this.#waiting.push(waiting);
      turn.signal?.addEventListener('abort', giveUp, { once: true });
      turn.urgency.onRaised(() => this.#startWhatMay());
      this.#startWhatMay();
    });
  }

  #startWhatMay(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const hurried = next.urgency.now;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#busy += 1;
      if (!hurried) this.#unhurried += 1;
      next.start(hurried);
    }
  }

  #next(): Waiting | undefined {
    if (this.#busy >= this.#hands.atOnce) return undefined;
    const urgent = this.#waiting.find(({ urgency }) => urgency.now);
    if (urgent !== undefined) return urgent;
    const [first, ...others] = this.#waiting;
    if (first === undefined || this.#unhurried >= Math.max(1, this.#hands.atOnce - 1)) return undefined;
    const rest = this.#restUntil - performance.now();
    if (rest > 0) {
      this.#wake ??= setTimeout(() => {
        this.#wake = undefined;
        this.#startWhatMay();
      }, rest);
      return undefined;
    }
    return others.reduce((best, each) => (each.order < best.order ? each : best), first);
  }
}
