/** How the interviewer judged the silences of each answer, as the report shows it. */
import type { EndOfTurnLook, Question, Turn } from '@greenroom/contracts';

export interface JudgedAnswer {
  seq: number;
  /** From 1; undefined when it answers none of the plan. */
  questionNumber: number | undefined;
  startedAt: number;
  looks: EndOfTurnLook[];
}

/** Those of which something was judged, in order. */
export function judgedAnswers(turns: readonly Turn[], questions: readonly Pick<Question, 'id'>[]): JudgedAnswer[] {
  return turns.flatMap(({ seq, questionId, startedAt, endOfTurn = [] }) => {
    if (endOfTurn.length === 0) return [];
    const index = questions.findIndex(({ id }) => id === questionId);
    return [{ seq, questionNumber: index === -1 ? undefined : index + 1, startedAt, looks: endOfTurn }];
  });
}

/** `2600` becomes `2.6 s`. */
export const secondsOf = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
/** `-0.52` becomes `−0.5`, and `1.25` `+1.3`: what spoke for an end, and what against it. */
export const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(1)}`;
/** Never quite sure: `0.004` becomes `< 1 %`. */
export function percentOf(finished: number): string {
  const percent = Math.round(finished * 100);
  if (percent === 0) return '< 1 %';
  return percent === 100 ? '> 99 %' : `${percent} %`;
}
/** The weightiest first. */
export const inOrder = (reasons: EndOfTurnLook['reasons']): EndOfTurnLook['reasons'] => reasons.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
