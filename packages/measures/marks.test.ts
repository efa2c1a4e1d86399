import { expect, test } from 'vitest';
import type { Mark, Word } from '@greenroom/contracts';
import { findMarks, isFiller, isHedge, textOf, wordsOf } from './index.ts';

const marksOf = (text: string): Mark[] => findMarks(text, wordsOf(text, 0, 10));
const fillersIn = (text: string): string[] => marksOf(text).filter(isFiller).map((mark) => mark.text.toLowerCase());
const kindsIn = (text: string, kind: Mark['kind']): string[] => marksOf(text).filter((mark) => mark.kind === kind).map((mark) => mark.text.toLowerCase());
const word = (text: string, start: number, end: number): Word => ({ text, start, end, estimated: false });

test('filled pauses are always fillers, in any spelling and with any punctuation', () => {
  expect(fillersIn('Um, at my, uh, last job... Erm I, ah, hmm. Uhh, umm')).toEqual(['um', 'uh', 'erm', 'ah', 'hmm', 'uhh', 'umm']);
});

test('backchannels and ordinary words that look like hesitations are none', () => {
  expect(fillersIn('Uh-huh. Mm-hmm. I hummed and I erred at the umbrella stand.')).toEqual([]);
});

test.each([
  ['I disagreed, you know, because it was late', ['you know']],
  ['You know, the customer was angry', ['you know']],
  ['I mean, there was one time', ['i mean']],
  ['I mean it was late', ['i mean']],
  ['Well, first I would ask', ['well']],
  ['It went, well, badly', ['well']],
  ['And well I left', ['well']],
  ['We had, like, forty services', ['like']],
  ['to choose between like two vendors', ['like']],
  ['because like I know many people', ['like']],
  ['It was like really stressful', ['like']],
])('%s: filler', (text, expected) => {
  expect(fillersIn(text)).toEqual(expected);
});

test.each([
  'Do you know the answer?',
  'You know that we had a deadline.',
  'You know how it is.',
  'If you know what you want it is easy.',
  'The people you know are important.',
  'What I mean is that we failed.',
  'I mean it.',
  'It works well, and we did that as well.',
  'Well done is better than well said.',
  'I know them very well.',
  'I like people who care.',
  'I would like to lead a team.',
  'It looks like a mistake.',
  'Something like that happened.',
  'We used tools, like Docker and Kafka.',
  'It was done like this.',
  'Like I said, we shipped it.',
  'He ran like the wind.',
])('%s: no filler', (text) => {
  expect(fillersIn(text)).toEqual([]);
});

test('possible fillers are shown and never scored', () => {
  const possible = marksOf('So, um, it was actually, right, kind of hard. Basically, okay, it was literally just late. So we left right away, and this kind of work is so hard.').filter((mark) => mark.kind === 'possible_filler');
  expect(possible.map((mark) => mark.text.toLowerCase())).toEqual(['so', 'actually', 'right', 'kind of', 'basically', 'okay', 'literally', 'just']);
  expect(possible.every((mark) => !mark.scored)).toBe(true);
});

test('hedges are found as phrases, and "sort of" counts as one', () => {
  expect(kindsIn('I think maybe we were late, I guess, and perhaps wrong.', 'hedge')).toEqual(['i think maybe', 'i guess', 'perhaps']);
  expect(marksOf('It was sort of hard.').filter(isHedge).map((mark) => mark.text)).toEqual(['sort of']);
});

test('a repair marks the words that were said again or broken off, also across a filler', () => {
  expect(kindsIn('whether to to rewrite it, because because I, uh, I wanted, in the, in the wh-, what he he sent', 'repair')).toEqual(['to', 'because', 'i', 'in the', 'wh-', 'he']);
});

test('emphasis, grammatical doubles, sentence ends and spelled numbers are no repairs', () => {
  expect(kindsIn('It was very, very hard. He had had enough. I know that that is true. We won. We won again. No, no. Call five five.', 'repair')).toEqual(['five']);
  expect(kindsIn('Call 5 5 1.', 'repair')).toEqual([]);
});

test('a pause of two seconds or more is marked between its words, with its length', () => {
  const words = [word('Hi,', 0, 0.3), word('I', 2.3, 2.4), word('um,', 2.4, 2.7), word('left.', 4.6, 5)];
  const text = textOf(words);
  const pauses = findMarks(text, words).filter((mark) => mark.kind === 'long_pause');
  expect(pauses).toEqual([{ kind: 'long_pause', text: ' ', start: 3, end: 4, wordIndex: 0, scored: true, seconds: 2 }]);
});

test('offsets are into the text and word indexes into the words', () => {
  const words = wordsOf('Well, at my last company I, uh, led it, you know, alone.', 1, 6);
  const text = textOf(words);
  for (const mark of findMarks(text, words)) {
    expect(text.slice(mark.start, mark.end)).toBe(mark.text);
    expect(words[mark.wordIndex]?.text.toLowerCase().startsWith(mark.text.toLowerCase().split(' ')[0] ?? '?')).toBe(true);
  }
});

test('typed text without words gets marks but no pauses', () => {
  expect(findMarks('Um, I think maybe it is late.', []).map((mark) => [mark.kind, mark.wordIndex])).toEqual([['filled_pause', 0], ['hedge', 1]]);
});

test.each(['', '   ', '...', '🙂 — ?!', '-', "'"])('%j gives no marks and no error', (text) => {
  expect(findMarks(text, wordsOf(text, 0, 1))).toEqual([]);
});
