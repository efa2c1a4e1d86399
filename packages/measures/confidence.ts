import type { Measures } from '@greenroom/contracts';
import { fillerCredit, meanPauseCredit, paceCredit, pauseFrequencyCredit, taper } from './fluency.ts';

/** An impression of how a speaker comes across, with what it rests on. Each part is 0–1. */
export interface Impression {
  /** 0–100, whole numbers; null when too little was said. */
  value: number | null;
  parts: { hedges: number; pace: number; pauses: number; fillers: number } | null;
  hedgesPer100Words: number | null;
  /** Shown, never scored: up to 3 s of thinking before an answer is advised. */
  responseDelaySeconds: number | null;
}

/** Ours, in the order in which listeners name these signs; not from a published model. Sum 1. */
const weights = { hedges: 0.3, fillers: 0.3, pace: 0.2, pauses: 0.2 } as const;

/**
 * How the speaker comes across ("confidence"), 0–100: hedges (full credit up to 2 per 100 words, none from 8), fillers
 * (5–12 a minute), pace (120–200 words a minute), pauses (frequency and length). An impression, and named so in the
 * interface. No pitch, no accent; the response delay is handed through and not scored.
 */
export function confidenceOf(measures: Measures): Impression {
  const { words, hedgeCount, speechRateWpm, fillersPerMinute, pausesPerMinute, meanPauseSeconds, responseDelaySeconds } = measures;
  const hedgesPer100Words = words === 0 ? null : (100 * hedgeCount) / words;
  if (hedgesPer100Words === null || speechRateWpm === null || fillersPerMinute === null || pausesPerMinute === null) return { value: null, parts: null, hedgesPer100Words, responseDelaySeconds };
  const parts = {
    hedges: taper(hedgesPer100Words, 2, 8),
    fillers: fillerCredit(fillersPerMinute),
    pace: paceCredit(speechRateWpm),
    pauses: (pauseFrequencyCredit(pausesPerMinute) + meanPauseCredit(meanPauseSeconds)) / 2,
  };
  const value = Math.round(100 * (weights.hedges * parts.hedges + weights.fillers * parts.fillers + weights.pace * parts.pace + weights.pauses * parts.pauses));
  return { value, parts, hedgesPer100Words, responseDelaySeconds };
}
