import { syllable } from 'syllable';

const known = new Map<string, number>();
const mostKnown = 20_000;

/**
 * Syllables of a word as it is spoken, by the rules of the `syllable` library; its error on running English is a few per
 * cent. Digits count 1.3 syllables each ("40": forty, "2024": twenty twenty-four), because the library counts none.
 * Range: 0 (nothing to say) upwards.
 */
export function syllablesOf(word: string): number {
  const found = known.get(word);
  if (found !== undefined) return found;
  const digits = word.replaceAll(/\D/g, '').length;
  const letters = word.replaceAll(/[^\p{L}'’-]/gu, '');
  const count = (/\p{L}/u.test(letters) ? Math.max(1, syllable(letters)) : 0) + Math.ceil(digits * 1.3);
  if (known.size >= mostKnown) known.clear();
  known.set(word, count);
  return count;
}
