import { expect, it } from 'vitest';
import { AnswerChoice } from './answer-choice.ts';
import type { Recording } from './answers.ts';

const recording = (name: string): Recording => ({ name, samples: new Int16Array(0), text: undefined, fillerCount: undefined });
const answers = () => ({
  recordings: new Map([['q1', { answer: recording('a1'), followUp: recording('f1') }], ['q2', { answer: recording('a2'), followUp: undefined }]]),
  spare: [recording('s1'), recording('s2')],
});

it('answers a question, its first follow-up, and further ones with the spare recordings until there are none', () => {
  const choice = new AnswerChoice(answers());
  const asked = [['q1', false], ['q1', true], ['q1', true], ['q2', false], ['q2', true], ['q2', true]] as const;
  expect(asked.map(([questionId, followUp]) => choice.next({ questionId, followUp })?.name)).toEqual(['a1', 'f1', 's1', 'a2', 's2', undefined]);
});

it('does not say an answer twice when the question is asked again', () => {
  const choice = new AnswerChoice(answers());
  expect([false, false].map((followUp) => choice.next({ questionId: 'q1', followUp })?.name)).toEqual(['a1', 's1']);
});

it('has a spare recording for a question that it does not know', () => {
  expect(new AnswerChoice(answers()).next({ questionId: 'q9', followUp: false })?.name).toBe('s1');
});
