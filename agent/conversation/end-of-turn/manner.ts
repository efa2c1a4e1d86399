/** How this candidate speaks, learned while the interview runs: own pauses, and whether the interviewer has cut in. */
import { curve } from './wait.ts';

/** Shorter ones are part of speaking. Milliseconds. */
export const shortestPauseMs = 250;
/** What is longer is thinking, not a manner of speaking. */
const longestPauseMs = 1_500;
/** The usual pause counts as so many of one's own: the first few change little. */
const usualCounts = 12;
const pausingRange = { least: 0.8, most: 1.25 } as const;
/** Log-odds for each cut-in… */
const cautionPerCutIn = 0.3;
const mostCaution = 0.9;
/** …of which a reply that nobody objected to takes back this much. */
const easedByReply = 0.15;

export class CandidateManner {
  private readonly pauses: number[] = [];
  private cautionNow = 0;

  /** A silence after which the answer went on. */
  paused(milliseconds: number): void {
    if (milliseconds >= shortestPauseMs) this.pauses.push(Math.min(milliseconds, longestPauseMs));
  }

  cutIn(): void {
    this.cautionNow = Math.min(mostCaution, this.cautionNow + cautionPerCutIn);
  }

  replied(): void {
    this.cautionNow = Math.max(0, this.cautionNow - easedByReply);
  }

  get pausing(): number {
    const sum = this.pauses.reduce((total, pause) => total + pause, usualCounts * curve.pauseMs);
    return Math.min(pausingRange.most, Math.max(pausingRange.least, sum / (usualCounts + this.pauses.length) / curve.pauseMs));
  }

  get caution(): number {
    return this.cautionNow;
  }
}
