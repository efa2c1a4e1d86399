/** The arithmetic of progress: where someone began, what changed, and for how long they have kept at it. Pure. */
import { seriesFacts, type Baseline, type Change, type SeriesKey, type Streak, type Trend } from '@greenroom/contracts';

/** How many sessions the baseline and the latest state are made of, where there are enough. */
const groupSize = 3;
/** Fewer values than this say nothing about a change. */
const fewestForChange = 5;
/** A difference of less than this many standard errors may be chance. By chance alone 4 to 7 of 100 series exceed it (simulated for 5 to 20 sessions). */
const clearErrors = 2;
/** The median of a few values varies more than their mean: its standard error is at most √(π/2) times as large. */
const medianError = Math.sqrt(Math.PI / 2);

export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
};

/**
 * Where someone began, from values in the order of time.
 * @param whole whether the values go back to the first session: then it is the median of the first three. Otherwise the first
 * that are there are no beginning, and it is the median of the earlier half.
 * @returns null for fewer than three values
 */
export function baselineOf(values: readonly number[], whole: boolean): Baseline | null {
  if (values.length < groupSize) return null;
  const early = values.slice(0, whole ? groupSize : Math.max(2, Math.floor(values.length / 2)));
  return { value: median(early) ?? 0, method: whole ? 'first_three' : 'earlier_half', sessions: early.length };
}

/**
 * How much one session differs from the next without any trend: the root of the mean squared successive differences,
 * divided by √2 (von Neumann 1941). A steady rise hardly enters it, an odd session does.
 */
export function sessionNoise(values: readonly number[]): number {
  const squares = values.slice(1).map((value, index) => (value - (values[index] ?? value)) ** 2);
  return squares.length === 0 ? 0 : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length / 2);
}

/** The latest (median of up to three after the baseline) against the baseline; null for fewer than five values. */
export function changeOf(values: readonly number[], baseline: Baseline | null, better: Trend['better']): Change | null {
  if (baseline === null || values.length < fewestForChange) return null;
  const late = values.slice(Math.max(baseline.sessions, values.length - groupSize));
  const latest = median(late);
  if (latest === null) return null;
  const difference = latest - baseline.value;
  const noise = medianError * sessionNoise(values) * Math.sqrt(1 / baseline.sessions + 1 / late.length);
  return { difference, noise, verdict: verdictOf(difference, noise, better), sessions: late.length };
}

function verdictOf(difference: number, noise: number, better: Trend['better']): Change['verdict'] {
  if (difference === 0 || Math.abs(difference) < clearErrors * noise) return 'steady';
  const direction = difference > 0 ? 'higher' : 'lower';
  if (better === 'neither') return direction;
  return direction === better ? 'better' : 'worse';
}

/** A value as it was measured in one session, and who judged it (null for measures). */
export interface Observation {
  value: number | null;
  judge: string | null;
}

/** The trend of one series. Values of another judge than the latest one's cannot be compared with it and are left out. */
export function trendOf(key: SeriesKey, observations: readonly Observation[], whole: boolean): Trend {
  const { better } = seriesFacts[key];
  const known = observations.filter((one): one is { value: number; judge: string | null } => one.value !== null);
  const judge = known.at(-1)?.judge ?? null;
  const comparable = known.filter((one) => one.judge === judge).map(({ value }) => value);
  const baseline = baselineOf(comparable, whole && comparable.length === known.length);
  const change = changeOf(comparable, baseline, better);
  return {
    key,
    better,
    latest: known.at(-1)?.value ?? null,
    baseline,
    change,
    reason: change === null ? 'not_enough_evidence' : null,
    judge,
    judgedOtherwise: known.length - comparable.length,
  };
}

/** The number of a moment's day since 1970-01-01, on the calendar of a place. */
export function dayIn(timeZone: string): (moment: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory', numberingSystem: 'latn' });
  return (moment) => {
    const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(part['year'] ?? 1970, (part['month'] ?? 1) - 1, part['day'] ?? 1) / 86_400_000;
  };
}
/** The number of a day's week; weeks begin on Monday (1970-01-01 was a Thursday). */
export const weekOf = (day: number): number => Math.floor((day + 3) / 7);

/** @param held numbers of days, or of weeks, in any order, also repeated */
export function streakOf(held: readonly number[], now: number): Streak {
  const numbers = [...new Set(held)].sort((a, b) => a - b);
  let run = 0;
  let longest = 0;
  let previous: number | undefined;
  for (const number of numbers) {
    run = previous !== undefined && number === previous + 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
    previous = number;
  }
  const current = previous !== undefined && previous >= now - 1 ? run : 0;
  return { current, longest, practised: numbers.includes(now) };
}
