/** Fluency and the impression of confidence: published measures, computed over all spoken answers. */
import type { Judge, Measures, Score, Turn } from '@greenroom/contracts';
import { confidenceOf, findMarks, measureSession } from '@greenroom/measures';
import type { ToneOfAnswers } from './tone.ts';

export const fluencyFormula: Judge = { kind: 'formula', name: 'greenroom-fluency', version: '1' };
export const confidenceFormula: Judge = { kind: 'formula', name: 'greenroom-impression', version: '1' };

/** A turn that was cut off with its agent may be stored without marks. */
export const marksOf = (turn: Turn): Turn['marks'] => (turn.measures === null ? findMarks(turn.text, turn.words) : turn.marks);

/** Measures over several answers, or null when none was spoken. */
export function measuresOf(answers: readonly Turn[], tone: ToneOfAnswers): Measures | null {
  if (answers.length === 0) return null;
  const measures = measureSession(answers.map((turn) => ({ words: turn.words, marks: marksOf(turn), text: turn.text, responseDelaySeconds: turn.responseDelayMs === null ? null : turn.responseDelayMs / 1000 })));
  return { ...measures, tone: measures.words === 0 ? null : tone.over(answers) };
}

/** `typed`: there is nothing that could be heard. */
const unknown = (judge: Judge, typed: boolean): Score => ({ value: null, reason: 'not_enough_evidence', explanation: typed ? 'The answers were typed; this is measured in speech only.' : 'Too little was spoken to measure.', spread: 0, judge });
const fixed = (value: number | null, digits: number): string => (value === null ? '–' : value.toFixed(digits));

export function fluencyOf(measures: Measures | null, typed = false): Score {
  if (measures === null || measures.fluency === null) return unknown(fluencyFormula, typed);
  const pause = measures.meanPauseSeconds === null ? 'no pauses' : `${fixed(measures.pausesPerMinute, 1)} pauses a minute of ${fixed(measures.meanPauseSeconds, 2)} s on average`;
  const explanation = `${fixed(measures.speechRateWpm, 0)} words a minute (120 to 200 is full credit), ${pause}, ${fixed(measures.repairsPer100Words, 1)} repeats and restarts per 100 words.`;
  return { value: measures.fluency, reason: null, explanation, spread: 0, judge: fluencyFormula };
}

/** For somebody who does not want it: because they stutter, or speak in their second language. */
export const fluencySwitchedOff: Score = { value: null, reason: 'switched_off', explanation: 'You have switched this score off in your settings. No other score contains it.', spread: 0, judge: fluencyFormula };

export const withoutFluency = (measures: Measures | null, wanted: boolean): Measures | null => (measures === null || wanted ? measures : { ...measures, fluency: null });

export function impressionOf(measures: Measures | null, typed = false): Score {
  const impression = measures === null ? null : confidenceOf(measures);
  if (measures === null || impression === null || impression.value === null) return unknown(confidenceFormula, typed);
  const delay = impression.responseDelaySeconds === null ? '' : `; the ${fixed(impression.responseDelaySeconds, 1)} s before answers are not scored`;
  const explanation = `From ${fixed(impression.hedgesPer100Words, 1)} hedges per 100 words, ${fixed(measures.fillersPerMinute, 1)} fillers a minute, ${fixed(measures.speechRateWpm, 0)} words a minute and ${fixed(measures.pausesPerMinute, 1)} pauses a minute${delay}.`;
  return { value: impression.value, reason: null, explanation, spread: 0, judge: confidenceFormula };
}
