/** What the API has allowed somebody to do, in the order in which it came. The same command twice counts once. */
import type { SentCommand } from '@greenroom/contracts';
import type { Clock } from './clock.ts';

/** Ids that are remembered: a repeated command comes within seconds. */
const rememberedIds = 500;

export class Inbox {
  /** Counts commands of the candidate, so that silence can be told. */
  fromCandidate = 0;
  readonly #clock: Clock;
  readonly #waiting: SentCommand[] = [];
  readonly #seen: string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(sent: SentCommand): void {
    if (this.#seen.includes(sent.id)) return;
    this.#seen.push(sent.id);
    if (this.#seen.length > rememberedIds) this.#seen.shift();
    if (['answer', 'pause', 'resume'].includes(sent.command.type)) this.fromCandidate += 1;
    if (sent.command.type === 'pause') return this.#clock.pause();
    if (sent.command.type === 'resume') {
      if (!this.#clock.paused) return;
      this.#clock.resume();
    }
    this.#waiting.push(sent);
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  next(): SentCommand | undefined {
    return this.#waiting.shift();
  }
}
