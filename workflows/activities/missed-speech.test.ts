import type { Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { notHeardBefore, outside, unheardStretches } from './missed-speech.ts';

const turn = (seq: number, speaker: Turn['speaker'], kind: Turn['kind'], startedAt: number, endedAt: number): Turn => ({
  interviewId: '01890000-0000-7000-8000-000000000001', seq, speaker, kind, questionId: 'q1', text: '', startedAt, endedAt, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
});
const lost = [turn(0, 'interviewer', 'greeting', 0, 5), turn(1, 'interviewer', 'question', 5, 9), turn(2, 'candidate', 'answer', 10, 14), turn(4, 'interviewer', 'resume', 20, 24)];

test('the stretch between the last stored words and the resumed interviewer is unheard', () => {
  expect(unheardStretches(lost)).toEqual([{ seq: 3, questionId: 'q1', from: 14, to: 20 }]);
});

test('a place that is filled already is not filled again', () => {
  expect(unheardStretches([...lost, turn(3, 'candidate', 'answer', 15, 19)])).toEqual([]);
});

test('words that a stored answer holds are not counted twice', () => {
  const word = (text: string, start: number) => ({ text, start, end: start + 0.3, estimated: true });
  expect(notHeardBefore([word('kept', 13.8), word('new', 15)], lost).map(({ text }) => text)).toEqual(['new']);
});

test('what was said in a pause stays unheard', () => {
  const word = (text: string, start: number) => ({ text, start, end: start + 0.3, estimated: true });
  expect(outside([{ from: 15, to: 18 }], [word('before', 14.5), word('into', 14.9), word('in', 16), word('after', 18.1)]).map(({ text }) => text)).toEqual(['before', 'after']);
});
