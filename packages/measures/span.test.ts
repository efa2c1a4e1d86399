import { expect, test } from 'vitest';
import type { Measures, Word } from '@greenroom/contracts';
import { confidenceOf, findMarks, fluencyScore, measureSession, measureSpan, pausesOf, rollingWindow, talkShare, textOf, wordsOf } from './index.ts';

const word = (text: string, start: number, end: number): Word => ({ text, start, end, estimated: false });
const measured = (words: Word[], responseDelaySeconds: number | null = null): Measures => measureSpan(words, findMarks(textOf(words), words), { responseDelaySeconds, text: textOf(words) });

/** Two stretches of speech with 1 s of silence between them: 20 words, 10 s. */
const answer = [...wordsOf('Two years ago I broke production on a late Friday', 5, 9.5), ...wordsOf('and I called the support lead the very same evening', 10.5, 15)];

test('an answer with one pause has its rates over the right times', () => {
  const measures = measured(answer, 1.2);
  expect(measures).toMatchObject({ words: 20, answerSeconds: 10, speakingSeconds: 9, speechRateWpm: 120, pauseCount: 1, pausesPerMinute: 6, meanPauseSeconds: 1, longestPauseSeconds: 1, phonationRatio: 0.9, fillerCount: 0, responseDelaySeconds: 1.2 });
  expect(measures.articulationRate).toBeCloseTo(28 / 9, 1);
  expect(measures.meanRunSyllables).toBeCloseTo(14, 0);
});

test('a gap of 249 ms is no pause, one of 250 ms is, and overlapping word times make none', () => {
  expect(pausesOf([word('a', 0, 1), word('b', 1.249, 2)])).toEqual([]);
  expect(pausesOf([word('a', 0.1, 1.1), word('b', 1.35, 2)])).toHaveLength(1);
  expect(pausesOf([word('a', 0, 3), word('b', 1, 1.5), word('c', 3.1, 4)])).toEqual([]);
});

test('too little said gives null, not a number', () => {
  expect(measured(wordsOf('I see.', 0, 1))).toMatchObject({ words: 2, speechRateWpm: null, pausesPerMinute: null, fillersPerMinute: null, fluency: null });
  expect(measured([])).toMatchObject({ words: 0, answerSeconds: 0, speakingSeconds: 0, tone: null, fluency: null });
});

test('a session sums its answers and does not count the silence between them', () => {
  const later = answer.map((each) => ({ ...each, start: each.start + 100, end: each.end + 100 }));
  const asAnswer = (words: Word[]) => ({ words, marks: findMarks(textOf(words), words), text: textOf(words), responseDelaySeconds: words === answer ? 1 : 3 });
  const session = measureSession([asAnswer(answer), asAnswer(later)]);
  const one = measured(answer);
  expect(session).toMatchObject({ words: 40, answerSeconds: 20, pauseCount: 2, responseDelaySeconds: 2, fluency: one.fluency });
  expect(session.speechRateWpm).toBeCloseTo(one.speechRateWpm ?? 0);
});

test('the rolling window holds the words of the last 20 seconds', () => {
  const words = wordsOf(Array.from({ length: 60 }, () => 'word').join(' '), 0, 60);
  const window = rollingWindow(words, 60);
  expect(window[0]?.start).toBeCloseTo(40);
  expect(window).toHaveLength(20);
});

test('words are spread over their segment by syllables and marked as estimated', () => {
  const words = wordsOf('I reconciliation', 10, 17);
  expect(words[0]).toEqual({ text: 'I', start: 10, end: 11, estimated: true });
  expect(words[1]?.end).toBe(17);
  expect(wordsOf('  ', 0, 1)).toEqual([]);
});

test('fluency is full inside the ranges of ordinary speakers and tapers outside them without a cliff', () => {
  const ordinary = { speechRateWpm: 160, pausesPerMinute: 15, meanPauseSeconds: 0.6, repairsPer100Words: 2 };
  expect(fluencyScore(ordinary)).toBe(100);
  expect(fluencyScore({ ...ordinary, meanPauseSeconds: null })).toBe(100);
  const scores = [120, 115, 110, 100, 80, 60, 40].map((speechRateWpm) => fluencyScore({ ...ordinary, speechRateWpm }) ?? -1);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(Math.max(...scores.slice(1).map((score, index) => (scores[index] ?? 0) - score))).toBeLessThan(12);
  expect(fluencyScore({ speechRateWpm: 20, pausesPerMinute: 90, meanPauseSeconds: 5, repairsPer100Words: 60 })).toBe(0);
});

test('the response delay changes neither fluency nor the impression of confidence', () => {
  expect(measured(answer, 0.2).fluency).toBe(measured(answer, 9).fluency);
  expect(confidenceOf(measured(answer, 0.2)).value).toBe(confidenceOf(measured(answer, 9)).value);
});

test('hedges and fillers lower the impression of confidence', () => {
  const plain = measured(wordsOf('We rebuilt the ledger last year and it cut the errors that support had to explain every single day', 0, 8));
  const hedged = measured(wordsOf('We maybe rebuilt the um ledger last year and I guess it uh cut the errors that perhaps support had to explain', 0, 8));
  expect(confidenceOf(hedged).value).toBeLessThan(confidenceOf(plain).value ?? 0);
  expect(confidenceOf(hedged).hedgesPer100Words).toBeGreaterThan(10);
});

test("talk share is the candidate's part of the time spoken, without what was typed", () => {
  expect(talkShare([{ speaker: 'interviewer', startedAt: 0, endedAt: 10 }, { speaker: 'candidate', startedAt: 12, endedAt: 42 }, { speaker: 'candidate', startedAt: 50, endedAt: 99, typed: true }])).toBe(0.75);
  expect(talkShare([])).toBe(0);
});
