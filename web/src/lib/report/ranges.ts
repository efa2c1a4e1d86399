/**
 * The numbers of a delivery: what they are called, the word that goes with them, and the range that they are judged by.
 * The ranges are those of the measures (175 US telephone speakers; interview advice of 120–160 words a minute; listeners
 * accept 5 fillers a minute and mind 12, Laske 2024). Shown so that nobody has to believe a number.
 */
import type { Measures, Tone } from '@greenroom/contracts';

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

export interface Kind {
  name: string;
  read: (measures: Measures) => number | null;
  show: (value: number) => string;
  /** The word for values up to this one; the last one for all above. */
  words: readonly (readonly [number, string])[];
  range: string;
  good: readonly [number, number];
  scale: readonly [number, number];
  /** What a larger and a smaller value than another one is called. */
  than: readonly [more: string, less: string];
}

export const pace: Kind = {
  name: 'Pace', read: (m) => m.speechRateWpm, show: (v) => `${Math.round(v)} words a minute`,
  words: [[100, 'slow'], [120, 'unhurried'], [160, 'measured'], [200, 'lively'], [Infinity, 'fast']],
  range: '120 to 200 counts in full', good: [120, 200], scale: [60, 260], than: ['faster', 'slower'],
};
export const fillers: Kind = {
  name: 'Fillers', read: (m) => m.fillersPerMinute, show: (v) => `${v.toFixed(1)} a minute`,
  words: [[1, 'hardly any'], [5, 'few'], [12, 'noticeable'], [Infinity, 'many']],
  range: 'listeners accept up to 5', good: [0, 5], scale: [0, 15], than: ['more', 'fewer'],
};

const kinds: readonly Kind[] = [
  pace,
  fillers,
  {
    name: 'Pauses', read: (m) => m.pausesPerMinute, show: (v) => `${v.toFixed(1)} a minute`,
    words: [[12.7, 'few'], [17.2, 'usual'], [22.1, 'frequent'], [Infinity, 'very frequent']],
    range: 'up to 17 counts in full', good: [0, 17.2], scale: [0, 30], than: ['more', 'fewer'],
  },
  {
    name: 'Length of a pause', read: (m) => m.meanPauseSeconds, show: (v) => `${v.toFixed(2)} s on average`,
    words: [[0.57, 'short'], [0.68, 'usual'], [0.83, 'long'], [Infinity, 'very long']],
    range: 'up to 0.68 s counts in full', good: [0, 0.68], scale: [0, 1.4], than: ['longer', 'shorter'],
  },
  {
    name: 'Restarts', read: (m) => m.repairsPer100Words, show: (v) => `${v.toFixed(1)} in 100 words`,
    words: [[1.4, 'hardly any'], [3.3, 'usual'], [6.7, 'noticeable'], [Infinity, 'many']],
    range: 'up to 3.3 counts in full', good: [0, 3.3], scale: [0, 9], than: ['more', 'fewer'],
  },
  {
    name: 'Hedges', read: (m) => (m.words < 12 ? null : (100 * m.hedgeCount) / m.words), show: (v) => `${v.toFixed(1)} in 100 words`,
    words: [[0.5, 'hardly any'], [2, 'few'], [8, 'noticeable'], [Infinity, 'many']],
    range: 'up to 2 counts in full', good: [0, 2], scale: [0, 10], than: ['more', 'fewer'],
  },
  {
    name: 'Thinking before an answer', read: (m) => m.responseDelaySeconds, show: (v) => `${v.toFixed(1)} s`,
    words: [[1, 'quick'], [3, 'considered'], [Infinity, 'long']],
    range: 'up to 3 s is advised; not scored', good: [0, 3], scale: [0, 6], than: ['longer', 'shorter'],
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

/** The word and the range of one measure, for pages that show it over many interviews. Undefined: it has none. */
export function judgedBy(name: string, value: number): { word: string; range: string } | undefined {
  const kind = kinds.find((each) => each.name === name);
  return kind && { word: kind.words.find(([limit]) => value <= limit)?.[1] ?? '', range: kind.range };
}

export const wordFor = ({ words }: Kind, value: number): string => words.find(([limit]) => value <= limit)?.[1] ?? '';

export interface Compared {
  name: string;
  /** Undefined: too little was said to tell. */
  first: string | undefined;
  again: string | undefined;
  range: string;
  /** What became of it: of the number, never of the person. */
  change: string;
}

/** Two answers to one question, measure by measure. */
export function compareDelivery(first: Measures, again: Measures): Compared[] {
  return kinds.flatMap((kind) => {
    const [a, b] = [kind.read(first), kind.read(again)];
    if (a === null && b === null) return [];
    const said = (value: number | null) => (value === null ? undefined : `${kind.show(value)}, ${wordFor(kind, value)}`);
    return [{ name: kind.name, range: kind.range, first: said(a), again: said(b), change: a === null || b === null ? 'Too little was said in one of them to compare.' : changeOf(kind, a, b) }];
  });
}

function changeOf({ good, scale, show, than }: Kind, a: number, b: number): string {
  const inside = (value: number) => good[0] <= value && value <= good[1];
  const range = inside(a) && inside(b) ? 'both inside the range' : inside(b) ? 'now inside the range' : inside(a) ? 'now outside the range' : 'both outside the range';
  // Less than a fiftieth of the scale is chance.
  if (Math.abs(b - a) < (scale[1] - scale[0]) / 50) return `About the same; ${range}.`;
  return `${show(Math.abs(b - a))} ${b > a ? than[0] : than[1]}; ${range}.`;
}

export interface ByQuestion {
  name: string;
  points: { question: number; value: number; shown: string; word: string }[];
  /** Undefined: nothing is judged by it. */
  good: readonly [number, number] | undefined;
  scale: readonly [number, number];
  /** How it began and how it ended. */
  words: string;
  range: string;
}

export const toneWords = { negative: 'rather negative', neutral: 'neutral', positive: 'rather positive' } as const satisfies Record<Tone['label'], string>;

/** Pace, fillers, pauses and tone, question by question, for those with at least two questions to tell. */
export function deliveryByQuestion(questions: readonly { measures: Measures | null }[]): ByQuestion[] {
  const course = (points: ByQuestion['points']) => (points[0]?.word === points.at(-1)?.word ? `${points[0]?.word} throughout` : `from ${points[0]?.word} to ${points.at(-1)?.word}`);
  const charts = kinds.slice(0, 3).map((kind): ByQuestion => {
    const points = questions.flatMap(({ measures }, i) => {
      const value = measures === null ? null : kind.read(measures);
      return value === null ? [] : [{ question: i + 1, value, shown: kind.show(value), word: wordFor(kind, value) }];
    });
    return { name: kind.name, points, good: kind.good, scale: kind.scale, words: course(points), range: kind.range };
  });
  const tones = questions.flatMap(({ measures }, i) => {
    const tone = measures?.tone;
    return tone == null ? [] : [{ question: i + 1, value: tone.positive - tone.negative, shown: (tone.positive - tone.negative).toFixed(2), word: toneWords[tone.label] }];
  });
  charts.push({ name: 'Tone', points: tones, good: undefined, scale: [-1, 1], words: course(tones), range: 'upwards is positive; not scored' });
  return charts.filter(({ points }) => points.length > 1);
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
