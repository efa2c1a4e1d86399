import { expect, test } from 'vitest';
import { aligned, AnswerLags, type SpokenWord } from './lag.ts';

const said = (...texts: string[]): SpokenWord[] => texts.map((text, index) => ({ text, saidAtMs: 1_000 * (index + 1), exact: index === texts.length - 1, filler: text === 'um' }));

test('words are matched in order, whatever their case and punctuation, and misheard ones are left out', () => {
  expect(aligned(['Um,', 'we', 'had', 'forty', 'services.'], ['um', 'we', 'have', 'Forty', 'services'])).toEqual([0, 1, undefined, 3, 4]);
  expect(aligned(['a'], [])).toEqual([undefined]);
});

test('a word is late by the time from its end to when it is first told', () => {
  const answer = new AnswerLags(said('um', 'we', 'go'));
  answer.words(1_300, { seq: 4, from: 0, words: ['Um'], markedWords: [] });
  answer.words(2_900, { seq: 4, from: 0, words: ['Um,', 'we'], markedWords: [0] });
  answer.measures(2_950);
  answer.words(3_400, { seq: 4, from: 1, words: ['we', 'go.'], markedWords: [] });
  expect(answer.lags).toEqual({ shown: [300, 900, 400], word: [300, 900, 400], wordExact: [400], filler: [1_900], measure: [1_950, 950] });
  expect(answer.missing).toBe(0);
});

test('a misheard word is shown at once, and told when it is corrected', () => {
  const answer = new AnswerLags(said('we', 'reduced', 'it'));
  answer.words(2_300, { seq: 4, from: 0, words: ['we', 'used'], markedWords: [] });
  answer.words(3_300, { seq: 4, from: 1, words: ['reduced', 'it'], markedWords: [] });
  expect(answer.lags).toMatchObject({ shown: [1_300, 300, 300], word: [1_300, 1_300, 300] });
});

test('an answer that is told as two turns is one', () => {
  const answer = new AnswerLags(said('we', 'go', 'home'));
  answer.words(1_200, { seq: 2, from: 0, words: ['we'], markedWords: [] });
  answer.words(3_500, { seq: 5, from: 0, words: ['go', 'home'], markedWords: [] });
  expect(answer.lags.word).toEqual([200, 1_500, 500]);
});
