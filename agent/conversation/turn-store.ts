/**
 * Writes turns to the database in order and does not lose one: a failed write is tried again until it works, and the last
 * version of a turn wins (`saveTurn` is idempotent by `(interviewId, seq)`).
 */
import type { Turn } from '@greenroom/contracts';
import { saveTurn, type Database } from '@greenroom/database';
import type { Logger } from 'pino';

const retryMs = [200, 500, 1_000, 2_000, 5_000] as const;

export class TurnStore {
  private readonly waiting = new Map<number, Turn>();
  private running: Promise<void> | undefined;
  private readonly database: Database;
  private readonly log: Logger;
  private readonly onTrouble: (notice: string) => void;

  constructor(database: Database, log: Logger, onTrouble: (notice: string) => void) {
    this.database = database;
    this.log = log;
    this.onTrouble = onTrouble;
  }

  save(turn: Turn): void {
    // Deleted first, so that a newer version keeps the order of arrival.
    this.waiting.delete(turn.seq);
    this.waiting.set(turn.seq, turn);
    this.running ??= this.drain().finally(() => (this.running = undefined));
  }

  /** Resolves when everything is stored, or rejects with how many turns could not be stored within `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (this.running !== undefined || this.waiting.size > 0) {
      if (Date.now() > deadline) throw new Error(`${String(this.waiting.size)} turns could not be stored: the database did not answer for ${String(timeoutMs)} ms.`);
      await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, 100))]);
    }
  }

  private async drain(): Promise<void> {
    let failures = 0;
    for (;;) {
      const next = this.waiting.values().next().value;
      if (next === undefined) return;
      try {
        await saveTurn(this.database, next);
        if (this.waiting.get(next.seq) === next) this.waiting.delete(next.seq);
        failures = 0;
      } catch (error) {
        this.log.warn({ err: error, seq: next.seq, failures }, 'a turn could not be stored; trying again');
        if (failures === 3) this.onTrouble('Saving is slow at the moment. The interview goes on and nothing is lost.');
        await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(failures, retryMs.length - 1)]));
        failures += 1;
      }
    }
  }
}
