import { randomUUID } from 'node:crypto';
import type { InterviewCommand, SentCommand, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { isTooOld, standingAfter } from './orders.ts';
import { Pauses } from './pauses.ts';

const zeroMs = 1_000_000;
const sent = (command: InterviewCommand, atSeconds = 0): SentCommand => ({ id: randomUUID(), atMs: zeroMs + atSeconds * 1000, by: { userId: randomUUID(), role: 'coach' }, command });
const asked = (seq: number, kind: Turn['kind'], text: string, startedAt: number): Turn => ({
  interviewId: randomUUID(), seq, speaker: 'interviewer', kind, questionId: 'q1', text, startedAt, endedAt: startedAt + 3, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
});

test('a successor begins with what lasts: paused, a coach who leads, longer thinking time', () => {
  const all: InterviewCommand[] = [{ type: 'pause' }, { type: 'take_over' }, { type: 'slow_down' }];
  expect(standingAfter(all.map((command) => sent(command)), [], zeroMs)).toEqual({ paused: true, coachLeads: true, slow: true, toAsk: [], extraSeconds: 0 });
  expect(standingAfter([...all, { type: 'resume' } as const, { type: 'hand_back' } as const].map((command) => sent(command)), [], zeroMs)).toMatchObject({ paused: false, coachLeads: false, slow: true });
});

test('a coach’s question that was not asked is asked by the successor; one that was asked is not', () => {
  const turns = [asked(0, 'question', 'First.', 5), asked(1, 'follow_up', 'Thank you. What about the budget?', 20)];
  expect(standingAfter([sent({ type: 'ask_next', text: 'What about the budget?' }), sent({ type: 'ask_next', text: 'Who decided?' })], turns, zeroMs).toAsk).toEqual(['Who decided?']);
});

test('time that a coach gave counts for the open question only', () => {
  const turns = [asked(0, 'question', 'First.', 5), asked(1, 'question', 'Second.', 50)];
  expect(standingAfter([sent({ type: 'extend', seconds: 60 }, 10), sent({ type: 'extend', seconds: 30 }, 55), sent({ type: 'extend', seconds: 20 }, 58)], turns, zeroMs).extraSeconds).toBe(50);
});

test('a skip that comes a minute late is about a moment that has gone; a pause or an answer is not', () => {
  const late = zeroMs + 61_000;
  expect([sent({ type: 'skip' }), sent({ type: 'follow_up' }), sent({ type: 'whisper', text: 'x', from: 'R' })].map((one) => isTooOld(one, late))).toEqual([true, true, true]);
  expect([sent({ type: 'pause' }), sent({ type: 'resume' }), sent({ type: 'answer', text: 'x' }), sent({ type: 'take_over' })].some((one) => isTooOld(one, late))).toBe(false);
  expect(isTooOld(sent({ type: 'skip' }), zeroMs + 5_000)).toBe(false);
});

test('what is said in a pause is not heard; the word that was being said when it began is', () => {
  const pauses = new Pauses();
  const piece = (voicedFrom: number, voicedTo: number) => ({ voicedFrom, voicedTo });
  pauses.begin(10_000);
  expect(pauses.open).toBe(true);
  expect([piece(8, 9), piece(9.5, 10.3), piece(9, 12), piece(11, 12)].map((one) => pauses.covers(one))).toEqual([false, false, true, true]);
  pauses.end(20_000);
  expect([piece(19, 21), piece(20.1, 22)].map((one) => pauses.covers(one))).toEqual([true, false]);
  expect(pauses.open).toBe(false);
});
