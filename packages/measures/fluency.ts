import type { Measures } from '@greenroom/contracts';

/** Value between `best` (1) and `worst` (0), linear, flat outside. */
export const taper = (value: number, best: number, worst: number): number => Math.min(1, Math.max(0, (value - worst) / (best - worst)));

/** 1 up to the median speaker, ½ at the 90th percentile, then slower to 0 at 90th + 3 × (90th − median). */
function upTo(value: number, median: number, p90: number): number {
  return value <= p90 ? 0.5 + taper(value, median, p90) / 2 : taper(value, p90, p90 + 3 * (p90 - median)) / 2;
}

/** 0–1: 1 inside 120–200 words a minute, 0 at 60 and at 280. Interview advice asks for 120–160; 200 is the 90th percentile of 175 US telephone speakers. */
export const paceCredit = (wordsPerMinute: number): number => Math.min(taper(wordsPerMinute, 120, 60), taper(wordsPerMinute, 200, 280));
/** 0–1 from silent pauses a minute: median 17.2, 90th percentile 22.1 (US telephone speakers). */
export const pauseFrequencyCredit = (perMinute: number): number => upTo(perMinute, 17.2, 22.1);
/** 0–1 from the mean silent pause in seconds: median .68, 90th percentile .83. No pause at all is full credit. */
export const meanPauseCredit = (seconds: number | null): number => (seconds === null ? 1 : upTo(seconds, 0.68, 0.83));
/** 0–1 from repeats and restarts per 100 words: median 3.3, 90th percentile 6.7. */
export const repairCredit = (per100Words: number): number => upTo(per100Words, 3.3, 6.7);
/** 0–1 from fillers a minute: 5 is accepted by listeners, 12 harms (Laske 2024); between them it tapers. */
export const fillerCredit = (perMinute: number): number => taper(perMinute, 5, 12);

/**
 * Fluency, 0–100, whole numbers: `.32 rate + .32 pause frequency + .25 mean pause + .11 repairs`, each 0–1 by its range.
 * The weights are these measures' correlations with listeners' judgements of fluency (doi 10.1111/modl.12706), normalised
 * to sum to 1; the ranges are those of 175 US telephone speakers. The silence before the answer is no part of it.
 * `null` when a part of it is missing, because too little was said.
 */
export function fluencyScore(measures: Pick<Measures, 'speechRateWpm' | 'pausesPerMinute' | 'meanPauseSeconds' | 'repairsPer100Words'>): number | null {
  const { speechRateWpm, pausesPerMinute, meanPauseSeconds, repairsPer100Words } = measures;
  if (speechRateWpm === null || pausesPerMinute === null || repairsPer100Words === null) return null;
  return Math.round(100 * (0.32 * paceCredit(speechRateWpm) + 0.32 * pauseFrequencyCredit(pausesPerMinute) + 0.25 * meanPauseCredit(meanPauseSeconds) + 0.11 * repairCredit(repairsPer100Words)));
}
