/**
 * The numbers of a delivery: what they are called, the word that goes with them, and the range that they are judged by.
 * The ranges are those of the measures (175 US telephone speakers; interview advice of 120–160 words a minute; listeners
 * accept 5 fillers a minute and mind 12, Laske 2024). Shown so that nobody has to believe a number.
 */
import type { Measures } from '@greenroom/contracts';

export interface Delivery {
  name: string;
  value: number;
  /** With its unit. */
  shown: string;
  word: string;
  range: string;
  /** The good stretch, and the ends of the drawn scale. */
  good: readonly [number, number];
  scale: readonly [number, number];
}

interface Kind {
  name: string;
  read: (measures: Measures) => number | null;
  show: (value: number) => string;
  /** The word for values up to this one; the last one for all above. */
  words: readonly (readonly [number, string])[];
  range: string;
  good: readonly [number, number];
  scale: readonly [number, number];
}

const kinds: readonly Kind[] = [
  {
    name: 'Pace', read: (m) => m.speechRateWpm, show: (v) => `${Math.round(v)} words a minute`,
    words: [[100, 'slow'], [120, 'unhurried'], [160, 'measured'], [200, 'lively'], [Infinity, 'fast']],
    range: '120 to 200 counts in full', good: [120, 200], scale: [60, 260],
  },
  {
    name: 'Fillers', read: (m) => m.fillersPerMinute, show: (v) => `${v.toFixed(1)} a minute`,
    words: [[1, 'hardly any'], [5, 'few'], [12, 'noticeable'], [Infinity, 'many']],
    range: 'listeners accept up to 5', good: [0, 5], scale: [0, 15],
  },
  {
    name: 'Pauses', read: (m) => m.pausesPerMinute, show: (v) => `${v.toFixed(1)} a minute`,
    words: [[12.7, 'few'], [17.2, 'usual'], [22.1, 'frequent'], [Infinity, 'very frequent']],
    range: 'up to 17 counts in full', good: [0, 17.2], scale: [0, 30],
  },
  {
    name: 'Length of a pause', read: (m) => m.meanPauseSeconds, show: (v) => `${v.toFixed(2)} s on average`,
    words: [[0.57, 'short'], [0.68, 'usual'], [0.83, 'long'], [Infinity, 'very long']],
    range: 'up to 0.68 s counts in full', good: [0, 0.68], scale: [0, 1.4],
  },
  {
    name: 'Restarts', read: (m) => m.repairsPer100Words, show: (v) => `${v.toFixed(1)} in 100 words`,
    words: [[1.4, 'hardly any'], [3.3, 'usual'], [6.7, 'noticeable'], [Infinity, 'many']],
    range: 'up to 3.3 counts in full', good: [0, 3.3], scale: [0, 9],
  },
  {
    name: 'Hedges', read: (m) => (m.words < 12 ? null : (100 * m.hedgeCount) / m.words), show: (v) => `${v.toFixed(1)} in 100 words`,
    words: [[0.5, 'hardly any'], [2, 'few'], [8, 'noticeable'], [Infinity, 'many']],
    range: 'up to 2 counts in full', good: [0, 2], scale: [0, 10],
  },
  {
    name: 'Thinking before an answer', read: (m) => m.responseDelaySeconds, show: (v) => `${v.toFixed(1)} s`,
    words: [[1, 'quick'], [3, 'considered'], [Infinity, 'long']],
    range: 'up to 3 s is advised; not scored', good: [0, 3], scale: [0, 6],
  },
];

/** Those that enough was said for. */
export function deliveryOf(measures: Measures): Delivery[] {
  return kinds.flatMap(({ name, read, show, words, range, good, scale }) => {
    const value = read(measures);
    const word = words.find(([limit]) => value !== null && value <= limit)?.[1] ?? '';
    return value === null ? [] : [{ name, value, shown: show(value), word, range, good, scale }];
  });
}

/** 0–100 in a word. It describes the performance of this hour, not a person. */
export function scoreWord(value: number): string {
  if (value >= 85) return 'strong';
  if (value >= 70) return 'solid';
  if (value >= 50) return 'getting there';
  return 'a start';
}

export const dimensionNames = {
  fluency: 'Fluency',
  confidence: 'How you come across',
  clarity: 'Clarity',
  content: 'Content',
} as const;
