/**
 * The one quiet hint that a candidate may have chosen for the time of speaking: about pace, fillers or length. Pure: what was
 * measured goes in, what is to be shown comes out. Calm: it waits before it speaks up, and it does not flicker.
 */
import type { Cue, Measures } from '@greenroom/contracts';
import { fillerCredit, paceCredit } from '@greenroom/measures';

export const cueTimes = {
  /** Seconds that a pace must last before something is said about it. */
  paceSeconds: 10,
  /** Seconds between two changes of what is shown; the end of the answer clears it at once. */
  betweenChanges: 20,
} as const;

/**
 * The measures' own limits (docs of `paceCredit` and `fillerCredit`): pace counts as outside when it gets less than full
 * credit (120–200 words a minute); fillers count as many from the middle of their taper (8.5 a minute) and as few again
 * where listeners accept them (5 a minute).
 */
const manyFillers = (perMinute: number): boolean => fillerCredit(perMinute) <= 0.5;
const fewFillers = (perMinute: number): boolean => fillerCredit(perMinute) === 1;
/** Words a minute, in the middle of the range: tells its two sides apart. */
const middlePace = 160;
/** Whoever speaks for less of the time (the 10th percentile of 175 US telephone speakers) thinks in between: that is no slow speech. */
const leastPhonation = 0.74;

export const cueTexts = { fast: 'A little slower', slow: 'A little quicker', fillers: 'A breath instead of a filler', length: 'Come to the point' } as const;
type CueText = (typeof cueTexts)[keyof typeof cueTexts];

export interface CueState {
  shown: CueText | null;
  /** Seconds on the interview's clock at which what is shown last changed. */
  changedAt: number;
  /** What applies now, and since when. */
  wanted: CueText | null;
  wantedSince: number;
}
export const noCue: CueState = { shown: null, changedAt: -Infinity, wanted: null, wantedSince: -Infinity };

export interface Speaking {
  /** Seconds on the interview's clock. */
  at: number;
  /** Of the last 20 s. */
  window: Pick<Measures, 'speechRateWpm' | 'phonationRatio' | 'fillersPerMinute'>;
  /** Seconds of the question's time that are left; negative when it is used up. */
  secondsLeft: number;
}

/** What applies, without regard to how long it has done so. */
function applying(cue: Exclude<Cue, 'off'>, { window: { speechRateWpm, phonationRatio, fillersPerMinute }, secondsLeft }: Speaking, shown: CueText | null): CueText | null {
  switch (cue) {
    case 'pace':
      if (speechRateWpm === null || paceCredit(speechRateWpm) === 1) return null;
      if (speechRateWpm > middlePace) return cueTexts.fast;
      return (phonationRatio ?? 0) < leastPhonation ? null : cueTexts.slow;
    case 'fillers':
      if (fillersPerMinute === null || fewFillers(fillersPerMinute)) return null;
      return manyFillers(fillersPerMinute) ? cueTexts.fillers : shown;
    case 'length':
      return secondsLeft < 0 ? cueTexts.length : null;
  }
}

/** The state after something was measured. */
export function whileSpeaking(cue: Cue, before: CueState, speaking: Speaking): CueState {
  if (cue === 'off') return before;
  const wanted = applying(cue, speaking, before.shown);
  const wantedSince = wanted === before.wanted ? before.wantedSince : speaking.at;
  const state = { ...before, wanted, wantedSince };
  const lasted = cue !== 'pace' || wanted === null || speaking.at - wantedSince > cueTimes.paceSeconds;
  if (wanted === before.shown || !lasted || speaking.at - before.changedAt < cueTimes.betweenChanges) return state;
  return { ...state, shown: wanted, changedAt: speaking.at };
}

/** The state after an answer has ended: nothing is shown, and what comes next is looked at anew. */
export function afterAnswer(before: CueState, at: number): CueState {
  return { ...noCue, changedAt: before.shown === null ? before.changedAt : at };
}
