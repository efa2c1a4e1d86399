import { expect, test } from 'vitest';
import { clockTime, secondsOf } from './wording.ts';

test('a moment that is read as it was written comes back', () => {
  for (const seconds of [0, 9, 60, 83, 3661]) expect(secondsOf(clockTime(seconds))).toBe(seconds);
  expect(secondsOf(' 1:23 ')).toBe(83);
});

test.each(['', '83', '1:2', '1:60', '-1:00', '1:23:45', 'soon'])('"%s" is no moment', (text) => {
  expect(secondsOf(text)).toBeUndefined();
});
