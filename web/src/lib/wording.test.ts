import { expect, test } from 'vitest';
import { clockTime, dayOf, listed, secondsOf } from './wording.ts';

test('a moment that is read as it was written comes back', () => {
  for (const seconds of [0, 9, 60, 83, 3661]) expect(secondsOf(clockTime(seconds))).toBe(seconds);
  expect(secondsOf(' 1:23 ')).toBe(83);
});

test.each(['', '83', '1:2', '1:60', '-1:00', '1:23:45', 'soon'])('"%s" is no moment', (text) => {
  expect(secondsOf(text)).toBeUndefined();
});

test('a day in UTC says so; one in the reader’s time zone does not', () => {
  expect([dayOf('2026-11-22T23:30:00Z'), dayOf('2026-11-22T23:30:00Z', 'Europe/Berlin')]).toEqual(['22 Nov 2026 UTC', '23 Nov 2026']);
});

test('names are joined as they are said', () => {
  expect([[], ['Ann'], ['Ann', 'Ben'], ['Ann', 'Ben', 'Cal']].map(listed)).toEqual(['', 'Ann', 'Ann and Ben', 'Ann, Ben and Cal']);
});
