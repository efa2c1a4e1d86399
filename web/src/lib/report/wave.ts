/** How loud both voices are, made small enough to draw, and the silences between them. */
import type { Peaks } from '@greenroom/contracts';
import type { Span } from './score-lanes.ts';

/** One side's loudest samples, 0 to 100, from the file's beginning to its end. */
export interface Wave {
  /** Seconds of the file that the columns cover. */
  seconds: number;
  candidate: number[];
  interviewer: number[];
}

/** Columns of the first look: about one for each pixel of a wide page. */
export const firstColumns = 1000;
/** What is drawn at most, however near one looks. */
export const mostColumns = 24_000;

/** A silence that is worth leaving out, and what stays of it at both ends so that words keep their beginnings. */
const shortestSilence = 0.9;
const margin = 0.25;

/** @returns at most so many columns; each is the loudest of what it stands for, so that no click is lost */
export function waveOf(peaks: Peaks, columns = firstColumns): Wave {
  const length = Math.max(peaks.candidate.length, peaks.interviewer.length);
  const per = Math.max(1, Math.ceil(length / columns));
  const reduce = (side: readonly number[]) => Array.from({ length: Math.ceil(length / per) }, (_, i) => Math.max(0, ...side.slice(i * per, (i + 1) * per)));
  return { seconds: (Math.ceil(length / per) * per) / peaks.perSecond, candidate: reduce(peaks.candidate), interviewer: reduce(peaks.interviewer) };
}

/** Where neither side makes a sound, on the interview's clock. */
export function silencesOf(peaks: Peaks, offsetSeconds: number): Span[] {
  const sides = [peaks.candidate, peaks.interviewer].map((side) => ({ side, limit: noiseLimit(side) }));
  const length = Math.max(peaks.candidate.length, peaks.interviewer.length);
  const quiet = (i: number) => sides.every(({ side, limit }) => (side[i] ?? 0) <= limit);
  const silences: Span[] = [];
  let from: number | undefined;
  for (let i = 0; i <= length; i += 1) {
    if (i < length && quiet(i)) from ??= i;
    else if (from !== undefined) {
      silences.push({ start: from / peaks.perSecond + offsetSeconds, end: i / peaks.perSecond + offsetSeconds });
      from = undefined;
    }
  }
  return worthwhile(silences);
}

/** The same from the words, where there are no peaks. */
export function silencesBetween(phrases: readonly Span[]): Span[] {
  const silences: Span[] = [];
  let heard = -Infinity;
  for (const { start, end } of [...phrases].sort((a, b) => a.start - b.start)) {
    if (heard !== -Infinity && start > heard) silences.push({ start: heard, end: start });
    heard = Math.max(heard, end);
  }
  return worthwhile(silences);
}

const worthwhile = (silences: readonly Span[]): Span[] =>
  silences.filter(({ start, end }) => end - start >= shortestSilence).map(({ start, end }) => ({ start: toHundredths(start + margin), end: toHundredths(end - margin) }));

/** A room is never quite still: twice what the quietest fifth of a side does not exceed, between 2 and 10 of 100. */
function noiseLimit(side: readonly number[]): number {
  const sorted = [...side].sort((a, b) => a - b);
  return Math.min(10, Math.max(2, 2 * (sorted[Math.floor(sorted.length / 5)] ?? 0)));
}

/** A closed outline around the middle line, one unit wide for each column and 100 high. */
export function outlineOf(columns: readonly number[]): string {
  const above = columns.map((peak) => `V${50 - half(peak)}h1`);
  const below = columns.toReversed().map((peak) => `V${50 + half(peak)}h-1`);
  return `M0 50${above.join('')}${below.join('')}Z`;
}

/** Speech seldom reaches full scale: the root shows quiet voices, too. A hair stays of silence. */
const half = (peak: number): number => Math.max(1, Math.round(5 * Math.sqrt(peak)));

const toHundredths = (value: number): number => Math.round(value * 100) / 100;
