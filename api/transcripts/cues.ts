/** Turns cut into captions: short enough to read, cut where the speaker pauses or a clause ends. */
import type { Turn, Word } from '@greenroom/contracts';

export interface Cue {
  /** Seconds on the interview's clock. */
  start: number;
  end: number;
  text: string;
}

/** The BBC's and Netflix's guidelines agree on these within a little. */
const defaults = {
  /** Two lines of 42. */
  characters: 84,
  seconds: 6,
  /** A silence this long always begins a new caption. */
  pauseSeconds: 0.8,
  /** A caption is not cut at a clause's end before it has so many characters. */
  clauseFrom: 36,
  shortestSeconds: 0.7,
} as const;

type Timed = Pick<Word, 'text' | 'start' | 'end'>;

/** In the order of the words; no cue begins before an earlier one of the same turn ends, and none is without a length. */
export function cuesOf(turn: Pick<Turn, 'text' | 'startedAt' | 'endedAt' | 'words'>): Cue[] {
  const groups: Timed[][] = [];
  let group: Timed[] = [];
  const cut = (): void => {
    if (group.length > 0) groups.push(group);
    group = [];
  };
  for (const word of timedWords(turn)) {
    const [first, last] = [group[0], group.at(-1)];
    if (first !== undefined && last !== undefined) {
      const length = textOf(group).length;
      const full = length + 1 + word.text.length > defaults.characters || word.end - first.start > defaults.seconds;
      const atEnd = /[.?!…。？！]["'”’)]*$/u.test(last.text) || (length >= defaults.clauseFrom && /[,;:–—、，]$/u.test(last.text));
      if (full || word.start - last.end >= defaults.pauseSeconds || (atEnd && length >= defaults.clauseFrom / 2)) cut();
    }
    group.push(word);
  }
  cut();

  const cues: Cue[] = [];
  for (const [nth, words] of groups.entries()) {
    const [first, last] = [words[0], words.at(-1)];
    if (first === undefined || last === undefined) continue;
    const start = Math.max(first.start, cues.at(-1)?.end ?? -Infinity);
    const next = groups[nth + 1]?.[0]?.start ?? Infinity;
    const end = Math.max(last.end, Math.min(start + defaults.shortestSeconds, next), start + 0.1);
    cues.push({ start, end, text: textOf(words) });
  }
  return cues;
}

const textOf = (words: readonly Timed[]): string => words.map(({ text }) => text).join(' ');
const folded = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** The words' own times where they are known; otherwise (typed, or the interviewer's) spread over the turn by their length. */
function timedWords({ text, startedAt, endedAt, words }: Pick<Turn, 'text' | 'startedAt' | 'endedAt' | 'words'>): Timed[] {
  const known = words.map((word) => ({ ...word, text: folded(word.text) })).filter((word) => word.text !== '');
  if (known.length > 0) return known;
  const parts = folded(text).split(' ').filter((part) => part !== '');
  const characters = parts.reduce((sum, part) => sum + part.length + 1, 0);
  const seconds = Math.max(endedAt - startedAt, 0.1);
  let at = startedAt;
  return parts.map((part) => {
    const start = at;
    at += (seconds * (part.length + 1)) / characters;
    return { text: part, start, end: at };
  });
}
