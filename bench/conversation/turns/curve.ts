/**
 * The curve of an end-of-turn decision: all of its waits are multiplied by one factor, and for each factor the share of
 * thinking pauses that would have been cut into stands against the delay after true ends. In the manner of livekit/eot-bench.
 * A look decides alone: the sound comes later, and a reply may still be taken back before it is heard.
 */
import { mean, median, percentile, round, share } from '../figures.ts';
import type { Answer, PauseKind } from '../recordings.ts';

/** One look at a silence: the decision speaks when the silence is as old as its wait. */
export interface Look {
  atMs: number;
  silentMs: number;
  /** Infinity: not yet. */
  waitMs: number;
}

/** One recording, judged: the highest factor at which each pause is still cut into, and when it is answered. */
export interface Trial {
  id: string;
  part: Answer['part'];
  pauses: { kind: PauseKind; cutUpTo: number }[];
  /** In order: at factors up to `upTo`, the answer begins so long after the true end. */
  ends: { upTo: number; delayMs: number }[];
  /** Silences outside of the known pauses (between words, after a comma) that would be cut into. */
  elsewhereUpTo: number[];
}

export interface Outcome {
  factor: number;
  /** Shares of thinking pauses. */
  cutIns: number;
  delays: number[];
  unanswered: number;
}

/** Hearing places the end of a voice up to so much before the recording's own marks. */
const edgeMs = 400;

/** The highest factor at which this look would speak. */
const reach = ({ silentMs, waitMs }: Look): number => (waitMs <= 0 ? Infinity : silentMs / waitMs);

export function trialOf(answer: Pick<Answer, 'id' | 'part' | 'pauses' | 'audibleToMs'>, looks: readonly Look[]): Trial {
  const trial: Trial = { id: answer.id, part: answer.part, pauses: answer.pauses.map(({ kind }) => ({ kind, cutUpTo: 0 })), ends: [], elsewhereUpTo: [] };
  const elsewhere = new Map<number, number>();
  for (const look of looks) {
    const upTo = reach(look);
    // A voice that goes on is noticed a little late: the silence that is judged then is still that pause's.
    const began = look.atMs - look.silentMs;
    const pause = look.atMs >= answer.audibleToMs ? -1 : answer.pauses.findIndex(({ fromMs, toMs }) => (look.atMs >= fromMs && look.atMs < toMs) || (began >= fromMs - edgeMs && began < toMs));
    const judged = trial.pauses[pause];
    if (judged !== undefined) {
      judged.cutUpTo = Math.max(judged.cutUpTo, upTo);
    } else if (look.atMs >= answer.audibleToMs) {
      if (upTo > (trial.ends.at(-1)?.upTo ?? 0)) trial.ends.push({ upTo, delayMs: look.atMs - answer.audibleToMs });
    } else {
      elsewhere.set(Math.round(began), Math.max(elsewhere.get(Math.round(began)) ?? 0, upTo));
    }
  }
  trial.elsewhereUpTo = [...elsewhere.values()];
  return trial;
}

const cutAt = (pauses: readonly { cutUpTo: number }[], factor: number): number => pauses.filter(({ cutUpTo }) => cutUpTo >= factor).length;

export function outcomeAt(trials: readonly Trial[], factor: number): Outcome {
  const pauses = trials.flatMap((trial) => trial.pauses);
  const delays = trials.flatMap(({ ends }) => ends.find(({ upTo }) => upTo >= factor)?.delayMs ?? []);
  return { factor, cutIns: pauses.length === 0 ? 0 : cutAt(pauses, factor) / pauses.length, delays, unanswered: trials.length - delays.length };
}

/** 0.05 to 8, each 2 % more than the one before. */
export const factors: readonly number[] = Array.from({ length: 257 }, (_, step) => 0.05 * 1.02 ** step);
const answered = ({ unanswered }: Outcome): boolean => unanswered === 0;

/** The least mean delay at which no larger share of pauses is cut into; null when no factor gets there. */
export function delayAtCutIns(trials: readonly Trial[], most: number): number | null {
  const delays = factors.map((factor) => outcomeAt(trials, factor)).filter((outcome) => answered(outcome) && outcome.cutIns <= most).map(({ delays }) => mean(delays) ?? Infinity);
  return delays.length === 0 ? null : round(Math.min(...delays));
}

/** The smallest share of pauses cut into with a mean delay of at most this; null when no factor is as fast. */
export function cutInsAtDelay(trials: readonly Trial[], mostMs: number): number | null {
  const rates = factors.map((factor) => outcomeAt(trials, factor)).filter((outcome) => answered(outcome) && (mean(outcome.delays) ?? Infinity) <= mostMs).map(({ cutIns }) => cutIns);
  return rates.length === 0 ? null : round(Math.min(...rates), 3);
}

/** As configured (factor 1), and along the curve. */
export function summary(trials: readonly Trial[]): object {
  const { delays, unanswered } = outcomeAt(trials, 1);
  const kind = (which: PauseKind): object => {
    const pauses = trials.flatMap((trial) => trial.pauses.filter((pause) => pause.kind === which));
    return { pauses: pauses.length, cutIns: cutAt(pauses, 1), rate: share(cutAt(pauses, 1), pauses.length) };
  };
  return {
    recordings: trials.length,
    asConfigured: {
      afterSentence: kind('sentence'), insideClause: kind('clause'),
      elsewhere: trials.reduce((sum, { elsewhereUpTo }) => sum + elsewhereUpTo.filter((upTo) => upTo >= 1).length, 0),
      delay: { p50Ms: round(median(delays)), p95Ms: round(percentile(delays, 0.95)), meanMs: round(mean(delays)) }, unanswered,
    },
    curve: {
      delayMsAt5PercentCutIns: delayAtCutIns(trials, 0.05), delayMsAt10PercentCutIns: delayAtCutIns(trials, 0.1),
      cutInsAt300Ms: cutInsAtDelay(trials, 300), cutInsAt600Ms: cutInsAtDelay(trials, 600), cutInsAt1000Ms: cutInsAtDelay(trials, 1000),
    },
  };
}
