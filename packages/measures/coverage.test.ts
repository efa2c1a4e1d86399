import type { Plan, Question, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { coverageOf } from './coverage.ts';

const question: Question = { id: 'q1', text: 'Tell me about a mistake you made at work.', competency: 'ownership', expectedPoints: ['what was learned', 'told the customers at once'], probes: [], timeBudgetSeconds: 120 };
const plan: Plan = { interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana', type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off', questions: [question] };
const said = (seq: number, text: string, kind: Turn['kind'] = 'answer', questionId = 'q1'): Turn => ({
  interviewId: plan.interviewId, seq, speaker: 'candidate', kind, questionId, text, startedAt: seq, endedAt: seq + 1, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
});
const covered = (...turns: Turn[]): string[] => coverageOf(plan, question, turns).filter((point) => point.covered).map(({ point }) => point);

test('nothing said covers nothing, and every part and point is named', () => {
  expect(coverageOf(plan, question, [])).toEqual(['Situation', 'Task', 'Action', 'Result', 'what was learned', 'told the customers at once'].map((point) => ({ point, covered: false })));
});

test('parts and points are covered as they are said, over several turns', () => {
  const first = said(1, 'Two years ago I was on call at a small bank and the payment service stopped.');
  expect(covered(first)).toEqual(['Situation']);
  expect(covered(first, said(3, 'I rolled the change back and told all customers at once. In the end we lost forty minutes, and I learned to test every schema change.'))).toEqual(['Situation', 'Action', 'Result', 'what was learned', 'told the customers at once']);
});

test('asides, other questions and unrelated text cover nothing', () => {
  expect(covered(said(1, 'Two years ago I rolled back the change, and in the end nobody lost money.', 'aside'), said(2, 'Two years ago I rolled back the change at the bank.', 'answer', 'q2'))).toEqual([]);
  expect(covered(said(1, 'Last summer the sea was warm and I learned to sail, and in the end the sunset was wonderful.'))).toEqual([]);
});

test('a question that asks for no story has its points only', () => {
  const technical = { ...question, text: 'How does a hash map handle collisions?' };
  expect(coverageOf({ ...plan, type: 'technical' }, technical, []).map(({ point }) => point)).toEqual(question.expectedPoints);
});
