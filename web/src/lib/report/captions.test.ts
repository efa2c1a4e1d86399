import { expect, test } from 'vitest';
import { cuesOf } from './captions.ts';
import { piecesOf, type Reading } from './reading.ts';

const names = { candidate: 'Dana', interviewer: 'Interviewer', coach: 'Coach' };

function turn(text: string, starts: readonly number[]): Reading {
  const words = text.split(' ').map((word, i) => ({ text: word, start: starts[i] ?? 0, end: (starts[i] ?? 0) + 0.4, estimated: false }));
  return {
    seq: 1, speaker: 'candidate', questionId: null, kind: 'answer', startedAt: 0, endedAt: 9, typed: false, interrupted: false, responseDelayMs: null, tone: null,
    pieces: piecesOf(text, words, []), times: words.map(({ start, end }) => [start, end]),
  };
}

test('a caption ends at a silence and says who speaks', () => {
  expect(cuesOf([turn('We moved it. Then we waited.', [1, 1.5, 2, 5, 5.5, 6])], names)).toEqual([
    { start: 1, end: 2.4, text: 'Dana: We moved it.' },
    { start: 5, end: 6.4, text: 'Dana: Then we waited.' },
  ]);
});

test('a long answer becomes captions that can be read at a glance, and no word is lost', () => {
  const text = Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ');
  const cues = cuesOf([turn(text, Array.from({ length: 60 }, (_, i) => i / 2))], names);
  expect(Math.max(...cues.map((cue) => cue.text.length))).toBeLessThanOrEqual(80 + 'Dana: '.length);
  expect(cues.map((cue) => cue.text.replace('Dana: ', '')).join(' ')).toBe(text);
});
