import type { Mark, Word } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { piecesOf } from './reading.ts';

const text = 'Um, I asked, you know, for one hour.';
const words: Word[] = text.split(' ').map((word, i) => ({ text: word, start: i, end: i + 0.9, estimated: false }));
const mark = (kind: Mark['kind'], start: number, end: number, seconds?: number): Mark => {
  return { kind, text: text.slice(start, end), start, end, wordIndex: 0, scored: true, ...(seconds === undefined ? {} : { seconds }) };
};
const marks = [mark('filled_pause', 0, 2), mark('discourse_marker', 13, 21), mark('long_pause', 12, 13, 2.4)];

test('the slices of a marked turn are its text, character for character', () => {
  const joined = piecesOf(text, words, marks).flatMap((piece) => piece.slices.map(([slice]) => slice)).join('');
  expect(joined).toBe(text);
});

test('a mark covers its own characters and not the comma behind them', () => {
  const marked = piecesOf(text, words, marks).filter((piece) => piece.mark !== undefined && piece.mark !== 'long_pause');
  expect(marked.map((piece) => piece.slices.map(([slice]) => slice).join(''))).toEqual(['Um', 'you know']);
});

test('a word cut by a mark keeps its index on both sides, so that all of it is lit', () => {
  const slices = piecesOf(text, words, marks).flatMap((piece) => piece.slices);
  expect(slices.filter(([, word]) => word === 0).map(([slice]) => slice)).toEqual(['Um', ',']);
});

test('a long pause stands between its words with its length', () => {
  const pieces = piecesOf(text, words, marks);
  const at = pieces.findIndex((piece) => piece.mark === 'long_pause');
  expect(pieces[at]?.seconds).toBe(2.4);
  expect(pieces[at - 1]?.slices.map(([slice]) => slice).join('')).toMatch(/asked,$/);
});

test('words that the text spells differently take no room and lose no text', () => {
  const other = words.map((word, i) => (i === 2 ? { ...word, text: 'ask' } : i === 5 ? { ...word, text: '1' } : word));
  const slices = piecesOf(text, other, []).flatMap((piece) => piece.slices);
  expect(slices.map(([slice]) => slice).join('')).toBe(text);
});

test('a typed turn without words is one piece', () => {
  expect(piecesOf('Typed.', [], [])).toEqual([{ slices: [['Typed.', -1]], mark: undefined, seconds: undefined }]);
});
