import { expect, test } from 'vitest';
import { pauseWords } from './pause-words.ts';

const words = (now: number) => pauseWords({ since: 100, limitSeconds: 900 }, now);

test('a pause says how long it may go on, in minutes, and at the end in seconds', () => {
  expect(words(100)).toBe('The pause may last another 15 min; after that the interview ends.');
  expect(words(101)).toBe('The pause may last another 15 min; after that the interview ends.');
  expect(words(920)).toBe('The pause may last another 1 min 20 s; after that the interview ends.');
  expect(words(999)).toBe('The pause may last another 1 s; after that the interview ends.');
});

test('a pause that is too long does not count below nothing, and one of unknown length says only what is known', () => {
  expect(words(1100)).toBe('The pause may last another 0 s; after that the interview ends.');
  expect(pauseWords({ since: 100, limitSeconds: undefined }, 500)).toBe('A pause that lasts too long ends the interview.');
});
