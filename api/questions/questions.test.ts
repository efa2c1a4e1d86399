import { expect, test } from 'vitest';
import { interviewTypes, Question } from '@greenroom/contracts';
import { bank } from './bank.ts';
import { chooseQuestions } from './choose.ts';

test.each(interviewTypes)('the bank has enough complete %s questions, each about something else', (type) => {
  const questions = bank[type];
  expect(questions.length).toBeGreaterThanOrEqual(6);
  for (const question of questions) {
    expect(Question.safeParse({ id: 'q1', ...question }).error).toBeUndefined();
    expect(question.expectedPoints.length).toBeGreaterThanOrEqual(3);
    expect(question.probes).toHaveLength(2);
  }
  expect(new Set(questions.map(({ competency }) => competency)).size).toBe(questions.length);
});

test('four different questions are chosen and numbered in the order in which they are asked', () => {
  const chosen = chooseQuestions('behavioral');
  expect(chosen.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
  expect(new Set(chosen.map(({ text }) => text)).size).toBe(4);
});

test('chance decides which ones, and more than there are gives all of them', () => {
  expect(chooseQuestions('hr', 1, () => 0)[0]?.text).not.toBe(chooseQuestions('hr', 1, () => 0.99)[0]?.text);
  expect(chooseQuestions('hr', 100)).toHaveLength(bank.hr.length);
});
