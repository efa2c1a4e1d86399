import { expect, test } from 'vitest';
import { requestMs } from './end-of-turn/wait.ts';
import { moveIn, type Silence } from './silence.ts';
import { Wishes } from './wishes.ts';

const now = 100_000;
const waitMs = 1_200;
const quiet: Silence = { now, turn: undefined, silentMs: 3_000, waitMs, promptMs: 12_000, patience: 1, askedForTimeAt: undefined, repeatWanted: false };
const said = (silentMs: number, changes: Partial<Silence> = {}): Silence => ({ ...quiet, silentMs, turn: { settled: true, lastVoicedAtMs: now - silentMs }, ...changes });

test('an answer is replied to after its wait, and not before', () => {
  expect(moveIn(said(waitMs - 50))).toBe('wait');
  expect(moveIn(said(waitMs + 50))).toBe('reply');
});

test('words that may still be corrected are waited for', () => {
  expect(moveIn(said(9_000, { turn: { settled: false, lastVoicedAtMs: now - 9_000 } }))).toBe('wait');
});

test('silence after a question is broken when it is as long as the question deserves', () => {
  expect(moveIn({ ...quiet, silentMs: 11_000 })).toBe('wait');
  expect(moveIn({ ...quiet, silentMs: 12_050 })).toBe('prompt');
});

test('who orders the question again gets it at once when silent, and at the next pause when speaking', () => {
  expect(moveIn({ ...quiet, silentMs: 0, repeatWanted: true })).toBe('repeat');
  expect(moveIn(said(300, { repeatWanted: true }))).toBe('wait');
  expect(moveIn(said(requestMs.plain, { repeatWanted: true }))).toBe('repeat');
});

test('who orders time in the middle of an answer gets it from that moment on, until going on', () => {
  const pausing = said(4_000, { askedForTimeAt: now - 2_000 });
  expect(moveIn(pausing)).toBe('wait');
  expect(moveIn({ ...pausing, askedForTimeAt: now - 7_100 })).toBe('reply');
  expect(moveIn(said(4_000, { askedForTimeAt: now - 6_000 }))).toBe('reply');
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
