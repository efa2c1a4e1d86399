import { randomUUID } from 'node:crypto';
import type { InterviewCommand, SentCommand, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { carryOut, isTooOld, standingAfter, type Orderly } from './orders.ts';
import { Pauses } from './pauses.ts';

const zeroMs = 1_000_000;
const coachId = randomUUID();
const sent = (command: InterviewCommand, atSeconds = 0, userId = coachId): SentCommand => ({ id: randomUUID(), atMs: zeroMs + atSeconds * 1000, by: { userId, role: 'coach' }, command });
const asked = (seq: number, kind: Turn['kind'], text: string, startedAt: number): Turn => ({
  interviewId: randomUUID(), seq, speaker: 'interviewer', kind, questionId: 'q1', text, startedAt, endedAt: startedAt + 3, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
});

test('a successor begins with what lasts: paused, a coach who leads, longer thinking time', () => {
  const all: InterviewCommand[] = [{ type: 'pause' }, { type: 'take_over' }, { type: 'thinking_time', value: 'long' }];
  expect(standingAfter(all.map((command) => sent(command)), [], zeroMs)).toEqual({ paused: true, leader: coachId, thinkingTime: 'long', toAsk: [], extraSeconds: 0 });
  expect(standingAfter([...all, { type: 'resume' } as const, { type: 'hand_back' } as const].map((command) => sent(command)), [], zeroMs)).toMatchObject({ paused: false, leader: null, thinkingTime: 'long' });
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

test('a skip is the candidate’s own or a coach’s; to repeat and to think are asked of the interviewer; a coach who takes over is known', async () => {
  const candidateId = randomUUID();
  const told: string[] = [];
  const note = (what: string) => (about?: unknown): void => void told.push(about === undefined ? what : `${what} ${JSON.stringify(about)}`);
  const later = (what: string) => (): Promise<void> => Promise.resolve(void told.push(what));
  const interviewer: Orderly = {
    typed: note('typed'), pause: note('pause'), resume: later('resume'), keep: note('keep'), skipThis: note('skip'), sayAgain: note('repeat'), giveTime: note('think'),
    setThinkingTime: note('thinking time'), takeOver: note('take over'), handBack: later('hand back'), show: note('show'),
  };
  for (const one of [sent({ type: 'skip' }, 0, candidateId), sent({ type: 'skip' }), sent({ type: 'repeat' }, 0, candidateId), sent({ type: 'think' }, 0, candidateId), sent({ type: 'take_over' })]) await carryOut(interviewer, one, candidateId);
  expect(told).toEqual(['skip "candidate"', 'skip "coach"', 'repeat', 'think', `take over "${coachId}"`]);
});

test('only the coach who took over leads, until it is handed back', () => {
  const second = randomUUID();
  expect(standingAfter([sent({ type: 'take_over' }), sent({ type: 'take_over' }, 1, second)], [], zeroMs).leader).toBe(coachId);
  expect(standingAfter([sent({ type: 'take_over' }), sent({ type: 'hand_back' }, 1, second)], [], zeroMs).leader).toBe(coachId);
  expect(standingAfter([sent({ type: 'take_over' }), sent({ type: 'hand_back' }, 1), sent({ type: 'take_over' }, 2, second)], [], zeroMs).leader).toBe(second);
});
