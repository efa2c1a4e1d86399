/** One answer of the sample, for pages that show what a report is: the one with the most to notice in it. */
import { deliveryOf } from '#lib/report/ranges.ts';
import { readingOf, type Reading } from '#lib/report/reading.ts';
import type { readSample } from './sample.ts';

export interface Example {
  question: string;
  answer: Reading;
  /** Measures with their words. */
  delivery: { name: string; shown: string; word: string }[];
  /** What the report would change in it. */
  change: string | undefined;
  /** Of the recording: clock time minus file time. */
  offset: number;
}

export function exampleOf({ report, turns, recording }: ReturnType<typeof readSample>): Example {
  const answers = turns.filter(({ speaker, kind }) => speaker === 'candidate' && kind === 'answer');
  const answer = answers.reduce((most, turn) => (turn.marks.length > most.marks.length ? turn : most));
  const question = report.questions.find(({ questionId }) => questionId === answer.questionId);
  if (question === undefined) throw new Error('The sample has an answer to no question.');
  const measures = answer.measures ?? question.measures;
  return {
    question: question.question,
    answer: readingOf(answer),
    delivery: (measures ? deliveryOf(measures) : []).filter(({ name }) => name === 'Pace' || name === 'Fillers').map(({ name, shown, word }) => ({ name, shown, word })),
    change: question.claims.find(({ kind }) => kind === 'improvement')?.text,
    offset: recording.offsetSeconds ?? 0,
  };
}
