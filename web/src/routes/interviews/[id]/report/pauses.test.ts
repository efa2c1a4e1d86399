import { readFileSync } from 'node:fs';
import { Interview, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { inOrder, judgedAnswers, percentOf, secondsOf, signed } from './pauses.ts';

const example = JSON.parse(readFileSync(new URL('../../../../../checks/interview.json', import.meta.url), 'utf8')) as { interview: unknown; turns: unknown };
const { questions } = Interview.parse(example.interview);
const turns = Turn.array().parse(example.turns);
const look = { at: 12, finished: 0.5, waitMs: 900, silentMs: 950, outcome: 'replied', reasons: [] } as const;

test('answers of which nothing was judged are left out, and each of the others names its question', () => {
  expect(judgedAnswers(turns, questions)).toEqual([]);
  const judged = turns.map((turn) => (turn.speaker === 'candidate' ? { ...turn, endOfTurn: turn.seq === 2 ? [] : [{ ...look, reasons: [] }] } : turn));
  const found = judgedAnswers(judged, questions);
  expect(found.map(({ seq }) => seq)).toEqual(turns.filter(({ speaker, seq }) => speaker === 'candidate' && seq !== 2).map(({ seq }) => seq));
  expect(found.at(-1)?.questionNumber).toBe(4);
  expect(judgedAnswers([{ ...turns[0]!, questionId: null, endOfTurn: [{ ...look, reasons: [] }] }], questions)[0]?.questionNumber).toBeUndefined();
});

test('numbers are written as they are read, and nothing is quite certain', () => {
  expect([secondsOf(2_640), secondsOf(90)]).toEqual(['2.6 s', '0.1 s']);
  expect([signed(1.25), signed(-0.52)]).toEqual(['+1.3', '−0.5']);
  expect([percentOf(0.004), percentOf(0.12), percentOf(0.998)]).toEqual(['< 1 %', '12 %', '> 99 %']);
});

test('the weightiest reason stands first, whichever way it points', () => {
  expect(inOrder([{ name: 'a', weight: 0.2 }, { name: 'b', weight: -2 }, { name: 'c', weight: 1 }]).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
});
