/** Which words of a growing turn listeners have already, so that only what is new or corrected is sent. */
import type { Word } from '@greenroom/contracts';

export class SentWords {
  private seq = -1;
  private words: readonly Word[] = [];

  /** Index of the first word that differs from what was sent of this turn; from now on `words` counts as sent. */
  from(seq: number, words: readonly Word[]): number {
    const from = this.seq === seq ? firstDifference(this.words, words) : 0;
    this.seq = seq;
    this.words = words;
    return from;
  }
}

function firstDifference(before: readonly Word[], after: readonly Word[]): number {
  const same = (a: Word | undefined, b: Word | undefined): boolean => a !== undefined && b !== undefined && a.text === b.text && Math.abs(a.start - b.start) < 0.001 && Math.abs(a.end - b.end) < 0.001;
  let index = 0;
  while (index < after.length && same(before[index], after[index])) index += 1;
  return index;
}
