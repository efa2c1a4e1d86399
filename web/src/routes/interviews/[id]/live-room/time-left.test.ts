import { expect, test } from 'vitest';
import { secondsLeft, timeLeft } from './TimeLine.tsx';

const asked = { questionId: 'q1', text: '', index: 1, total: 3, followUp: false, since: 100 };

test('what is left is the rest of this question and the ones to come; a question over its time takes nothing from them', () => {
  expect(secondsLeft(undefined, [60, 60, 120], 0)).toBe(240);
  expect(secondsLeft(asked, [60, 60, 120], 130)).toBe(150);
  expect(secondsLeft(asked, [60, 60, 120], 900)).toBe(120);
});

test('it is said in whole minutes', () => {
  expect(timeLeft(59)).toBe('Under a minute left');
  expect(timeLeft(61)).toBe('About 2 min left');
});
