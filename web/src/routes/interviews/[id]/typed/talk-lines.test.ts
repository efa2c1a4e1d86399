import type { LiveEvent, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { stillOnTheWay, withTurn } from './talk-lines.ts';

const turn = (seq: number, text: string, speaker: Turn['speaker'] = 'candidate'): LiveEvent => ({
  type: 'turn', at: seq,
  turn: { interviewId: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04', seq, speaker, kind: 'answer', questionId: 'q1', text, startedAt: seq, endedAt: seq, words: [], marks: [], measures: null, responseDelayMs: null, typed: true, interrupted: false },
});

test('turns stand in order, and one that is told again takes its own place', () => {
  const lines = [turn(2, 'second'), turn(1, 'first'), turn(2, 'second, again')].reduce(withTurn, []);
  expect(lines.map(({ text }) => text)).toEqual(['first', 'second, again']);
});

test('what was sent is on its way until its turn comes, whatever becomes of its spaces', () => {
  expect(stillOnTheWay(['One\n\ntwo', 'three'], turn(4, 'One two'))).toEqual(['three']);
  expect(stillOnTheWay(['One'], turn(4, 'One', 'interviewer'))).toEqual(['One']);
});
