import { expect, test } from 'vitest';
import type { AnswerSoFar } from './evidence.ts';
import { curve, judge, mostMs, patienceFactor, requestMs, type Manner } from './wait.ts';

const usual: Manner = { pausing: 1, caution: 0, patience: 1 };
const complete: AnswerSoFar = {
  text: 'At my last company the billing job failed every night. I rolled the change back and wrote to every shop. In the end we lost no customer.',
  seconds: 14, expectation: 'story', followUp: false, expectedPoints: [], saidBefore: '', timeUsed: 0.2, audio: 0.6,
};
const wait = (changes: Partial<AnswerSoFar>, manner: Partial<Manner> = {}): number => judge({ ...complete, ...changes }, { ...usual, ...manner }).waitMs;

test('a story that is whole, rounded off and falls in tone is answered soonest', () => {
  expect(wait({})).toBe(curve.leastMs);
});

test('the surer, the sooner: each thing that speaks against an end makes the silence longer', () => {
  const plain = { text: 'We moved the shop to the new system and it took us a week to do it.', seconds: 7 };
  const waits = [wait({ ...plain, seconds: 12 }), wait(plain), wait({ ...plain, audio: 0.3 }), wait({ ...plain, seconds: 4 })];
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(new Set(waits).size).toBe(waits.length);
});

test.each(['We had eleven million accounts, and', 'I disagreed because', 'the tests took', 'We used the', 'I would start with, um,'])('“%s” is waited out for seconds', (text) => {
  expect(wait({ text, seconds: 4, audio: 0.2 })).toBeGreaterThan(3_000);
});

test.each(['Sure.', 'Um, okay.', 'Hi, thanks for having me.'])('“%s” is an opening: more will come', (text) => {
  expect(wait({ text, seconds: 1, audio: 0.7 })).toBe(mostMs.story);
});

test('a brief question is answered briefly', () => {
  const yes = { text: 'Yes, from the first of January.', seconds: 1.8 };
  expect(wait({ ...yes, expectation: 'brief' })).toBeLessThan(wait({ ...yes, expectation: 'explanation' }));
  expect(wait({ ...yes, expectation: 'brief' })).toBeLessThan(2_000);
});

test('“let me think” gives time; a request is answered at once; an example may come after “I have none”', () => {
  expect(wait({ text: 'Let me think.' })).toBe(requestMs.thinking);
  expect(wait({ text: 'Can you repeat the question?' })).toBe(requestMs.plain);
  expect(wait({ text: 'I do not really have an example.', seconds: 2 })).toBeGreaterThan(2_400);
});

test('when the time is used up the first pause is taken, even in a clause', () => {
  expect(wait({ text: 'and then we went on and on and', timeUsed: 1.1 })).toBeLessThanOrEqual(mostMs.overTime);
});

test('points that a good answer makes shorten the wait once most are made', () => {
  const points = { text: 'An index makes reads faster, and every write slower, because the index must be kept.', seconds: 7, expectation: 'explanation', expectedPoints: ['reads become faster', 'writes become slower'] } as const;
  expect(wait(points)).toBeLessThan(wait({ ...points, expectedPoints: [] }));
});

test('who pauses long is waited for longer, and so is who was cut into', () => {
  const open = { text: 'We moved the shop to the new system in a week.', seconds: 8 };
  expect(wait(open, { pausing: 1.4 })).toBeGreaterThan(wait(open));
  expect(wait(open, { caution: 0.5 })).toBeGreaterThan(wait(open));
});

test('each choice of thinking time scales every wait, and asked-for time goes on top', () => {
  const factor = (thinkingTime: 'short' | 'normal' | 'long', askedForTime = false): number => patienceFactor({ thinkingTime, askedForTime });
  expect(factor('normal')).toBe(1);
  expect(factor('short')).toBeLessThan(1);
  expect(factor('long')).toBeGreaterThan(1);
  expect(factor('short', true)).toBeGreaterThan(1);
  expect(wait({}, { patience: factor('long') })).toBe(curve.leastMs * factor('long'));
  // A pause of 20 s is the end of any answer.
  expect(factor('long', true) * requestMs.thinking).toBeLessThan(20_000);
});

test('the reasons are told, and add up to how sure it is', () => {
  const { reasons, finished } = judge({ ...complete, text: 'There are three things that I look for.', seconds: 2 }, usual);
  expect(reasons.map(({ name }) => name)).toEqual(expect.arrayContaining(['length', 'announced list']));
  expect(finished).toBeCloseTo(1 / (1 + Math.exp(-reasons.reduce((sum, { weight }) => sum + weight, 0))));
  expect(finished).toBeLessThan(0.1);
});

test('without an answer of the audio model the rest decides', () => {
  const { reasons } = judge({ ...complete, audio: undefined }, usual);
  expect(reasons.some(({ name }) => name === 'how it sounds')).toBe(false);
});
