import { expect, test } from 'vitest';
import { moveIn, type Silence } from './silence.ts';
import { patienceFactor, silenceBeforeReply, waitBeforePrompt } from './turn-taking.ts';
import { Wishes } from './wishes.ts';

const now = 100_000;
const usual = { thinkingTime: 'normal', slowedDown: false, askedForTime: false } as const;
const quiet: Silence = { now, turn: undefined, silentMs: 3_000, patience: 1, prompts: 0, secondsUsed: 0, budgetSeconds: 120, askedForTimeAt: undefined, repeatWanted: false };
const said = (text: string, silentMs: number, changes: Partial<Silence> = {}): Silence => ({ ...quiet, silentMs, turn: { text, settled: true, startedAtMs: now - silentMs - 8_000, lastVoicedAtMs: now - silentMs }, ...changes });
const complete = 'I rolled the change back within an hour and wrote to every shop the same evening.';

test('each choice of thinking time scales every wait, and the reasons for patience go together within bounds', () => {
  expect(patienceFactor({ ...usual, thinkingTime: 'short' })).toBeLessThan(patienceFactor(usual));
  expect(patienceFactor(usual)).toBe(1);
  expect(patienceFactor({ ...usual, thinkingTime: 'long' })).toBeGreaterThan(1);
  const slowed = patienceFactor({ ...usual, slowedDown: true });
  expect(patienceFactor({ ...usual, thinkingTime: 'short', slowedDown: true })).toBeCloseTo(slowed * 0.75);
  const all = patienceFactor({ thinkingTime: 'long', slowedDown: true, askedForTime: true });
  expect(all).toBeGreaterThan(slowed);
  expect(all * silenceBeforeReply.thinking).toBeLessThan(20_000);
});

test('a complete answer is replied to after its wait, later with more patience', () => {
  expect(moveIn(said(complete, silenceBeforeReply.complete + 50))).toBe('reply');
  expect(moveIn(said(complete, silenceBeforeReply.complete + 50, { patience: 1.5 }))).toBe('wait');
  expect(moveIn(said(complete, silenceBeforeReply.complete * 1.5 + 50, { patience: 1.5 }))).toBe('reply');
});

test('words that may still be corrected are waited for', () => {
  expect(moveIn(said(complete, 9_000, { turn: { text: complete, settled: false, startedAtMs: 0, lastVoicedAtMs: now - 9_000 } }))).toBe('wait');
});

test('silence after a question is broken when it is long, later with more patience', () => {
  const long = waitBeforePrompt(0) + 50;
  expect(moveIn({ ...quiet, silentMs: long })).toBe('prompt');
  expect(moveIn({ ...quiet, silentMs: long, patience: 1.6 })).toBe('wait');
});

test('who orders the question again gets it at once when silent, and at the next pause when speaking', () => {
  expect(moveIn({ ...quiet, silentMs: 0, repeatWanted: true })).toBe('repeat');
  expect(moveIn(said('We had eleven million accounts, and', 300, { repeatWanted: true }))).toBe('wait');
  expect(moveIn(said('We had eleven million accounts, and', silenceBeforeReply.request, { repeatWanted: true }))).toBe('repeat');
});

test('who orders time in the middle of an answer gets it from that moment on, until going on', () => {
  const pausing = said(complete, 4_000, { askedForTimeAt: now - 2_000 });
  expect(moveIn(pausing)).toBe('wait');
  expect(moveIn({ ...pausing, askedForTimeAt: now - 7_100 })).toBe('reply');
  expect(moveIn(said(complete, 4_000, { askedForTimeAt: now - 6_000 }))).toBe('reply');
});

test('time is asked for one question, and a moment that has gone is forgotten', () => {
  const wishes = new Wishes();
  wishes.askForTime('q1', 5);
  expect([wishes.timeAskedAt('q1'), wishes.timeAskedAt('q2')]).toEqual([5, undefined]);
  wishes.skip = 'candidate';
  wishes.repeat = true;
  wishes.forget();
  expect([wishes.skip, wishes.repeat]).toEqual([undefined, false]);
});
