import type { HeardPiece } from '@greenroom/providers/select';
import { expect, test } from 'vitest';
import { HeardTurn, isListenerSound } from './heard-turn.ts';

test.each(['Mhm.', 'Okay.', 'Yeah, right.', 'I see.'])('"%s" takes no turn', (text) => {
  expect(isListenerSound(text)).toBe(true);
});

test.each(['Wait, sorry.', 'Can I say something?', 'I see what you mean'])('"%s" is an interruption', (text) => {
  expect(isListenerSound(text)).toBe(false);
});

const piece = (pieceId: number, text: string, from: number, final = true): HeardPiece => ({
  pieceId,
  final,
  text,
  words: text.split(' ').filter(Boolean).map((word, index) => ({ text: word, start: from + index * 0.3, end: from + index * 0.3 + 0.25, estimated: true })),
  voicedFrom: from,
  voicedTo: from + 0.3 * text.split(' ').length,
});

test('a corrected piece replaces its earlier version, and words keep their order in time', () => {
  const turn = new HeardTurn();
  turn.add(piece(2, 'and tested', 1002));
  turn.add(piece(1, 'we bill', 1000, false));
  turn.add(piece(1, 'we built it', 1000));
  expect(turn.text).toBe('we built it and tested');
  expect(turn.settled).toBe(true);
  expect(turn.words(1_000_000)[0]?.start).toBe(0);
});

test('an answer that goes on after the interviewer cut in stays one turn', () => {
  const answer = new HeardTurn();
  answer.add(piece(1, 'We shipped it.', 1000));
  const rest = new HeardTurn();
  rest.add(piece(2, 'And nobody noticed.', 1004));
  answer.absorb(rest);
  expect(answer.text).toBe('We shipped it. And nobody noticed.');
});
