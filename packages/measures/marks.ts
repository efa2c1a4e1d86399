import type { Mark, Word } from '@greenroom/contracts';
import { findFillers } from './fillers.ts';
import { findHedges } from './hedges.ts';
import { lexemesOf } from './lexemes.ts';
import { findRepairs } from './repairs.ts';
import { longPauseSeconds, pausesOf } from './timing.ts';

/** Where each word stands in the text they make. Words are looked for in order; one that is not there keeps the end of the one before. */
export function wordRangesOf(text: string, words: readonly Word[]): { start: number; end: number }[] {
  let from = 0;
  return words.map((word) => {
    const found = word.text === '' ? -1 : text.indexOf(word.text, from);
    const start = found === -1 ? from : found;
    from = found === -1 ? from : found + word.text.length;
    return { start, end: from };
  });
}

/**
 * Everything worth marking in what was said, ordered by place: fillers (always, in context, possible), hedges, repairs
 * (the replaced part), pauses of 2 s and more. Offsets are into `text`, which is the words joined by single spaces; a
 * long pause covers the space between its words. With no words (typed text, a transcript without times) `wordIndex`
 * counts the white-space separated words of the text, and there are no pauses. Apart from pauses no two marks overlap:
 * a filler inside a hedge or a repair wins.
 */
export function findMarks(text: string, words: readonly Word[]): Mark[] {
  const lexemes = lexemesOf(text);
  const ranges = words.length > 0 ? wordRangesOf(text, words) : [...text.matchAll(/\S+/g)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const wordAt = (offset: number): number => {
    let low = 0;
    let high = ranges.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((ranges[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const marks: Mark[] = [];
  const taken = new Set<number>();
  const add = (kind: Mark['kind'], from: number, to: number): void => {
    const start = lexemes[from]?.start ?? 0;
    const end = lexemes[to - 1]?.end ?? start;
    for (let i = from; i < to; i += 1) taken.add(i);
    marks.push({ kind, text: text.slice(start, end), start, end, wordIndex: wordAt(start), scored: kind !== 'possible_filler' });
  };
  const free = ({ from, to }: { from: number; to: number }): boolean => {
    for (let i = from; i < to; i += 1) if (taken.has(i)) return false;
    return true;
  };

  const fillers = findFillers(lexemes);
  for (const { kind, from, to } of fillers) add(kind, from, to);
  const repairs = findRepairs(lexemes, (index) => taken.has(index));
  for (const hedge of findHedges(lexemes)) if (free(hedge)) add('hedge', hedge.from, hedge.to);
  for (const repair of repairs) if (free(repair)) add('repair', repair.from, repair.to);
  for (const { after, seconds } of pausesOf(words, longPauseSeconds)) {
    const start = ranges[after]?.end ?? 0;
    const end = Math.max(start, ranges[after + 1]?.start ?? start);
    marks.push({ kind: 'long_pause', text: text.slice(start, end), start, end, wordIndex: after, scored: true, seconds: Math.round(seconds * 1000) / 1000 });
  }
  return marks.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A filler that is counted and scored: filled pause, discourse marker, editing term. */
export const isFiller = (mark: Mark): boolean => mark.kind === 'filled_pause' || mark.kind === 'discourse_marker' || mark.kind === 'editing_term';
/** Hedges, and the possible fillers that hedge ("sort of", "kind of"). */
export const isHedge = (mark: Mark): boolean => mark.kind === 'hedge' || (mark.kind === 'possible_filler' && /^(?:sort|kind)\s+of$/i.test(mark.text));
