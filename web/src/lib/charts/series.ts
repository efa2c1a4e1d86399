/** What the series of the progress pages are called, how their values are written, and the word and range that go with a value. */
import type { SeriesKey } from '@greenroom/contracts';
import { dimensionNames, judgedBy, scoreWord } from '../report/ranges.ts';

interface Kind {
  name: string;
  /** One line: what it is. */
  about: string;
  digits: number;
  /** Behind a value; with `share`, values are shown in per cent. */
  unit: string;
  share?: true;
  /** The least that the drawn scale spans, so that small differences look small. */
  span: number;
  /** The name under which report/ranges.ts judges it. */
  judged?: string;
  /** What listeners are used to: the middle eight in ten of 175 US telephone speakers. */
  usual?: string;
}

const points = { digits: 0, unit: 'points', span: 40 } as const;

const kinds: Record<SeriesKey, Kind> = {
  overall: { name: 'Overall', about: 'The mean of the scores below.', ...points },
  content: { name: dimensionNames.content, about: 'What a good answer makes clear, and your quotes for it.', ...points },
  clarity: { name: dimensionNames.clarity, about: 'Structure, directness, staying with the question.', ...points },
  confidence: { name: dimensionNames.confidence, about: 'An impression from hedges, pace, pauses and fillers.', ...points },
  fluency: { name: dimensionNames.fluency, about: 'Pace, pauses and restarts together.', ...points },
  speechRateWpm: { name: 'Pace', about: 'Words a minute, pauses included.', digits: 0, unit: 'words a minute', span: 60, judged: 'Pace' },
  fillersPerMinute: { name: 'Fillers', about: '“Um”, “you know” and the like.', digits: 1, unit: 'a minute', span: 6, judged: 'Fillers' },
  pausesPerMinute: { name: 'Pauses', about: 'Silences of a quarter of a second or more inside an answer.', digits: 1, unit: 'a minute', span: 8, judged: 'Pauses' },
  meanPauseSeconds: { name: 'Length of a pause', about: 'On average, inside an answer.', digits: 2, unit: 's', span: 0.4, judged: 'Length of a pause' },
  repairsPer100Words: { name: 'Restarts', about: 'Words and beginnings said again.', digits: 1, unit: 'in 100 words', span: 4, judged: 'Restarts' },
  hedgesPer100Words: { name: 'Hedges', about: '“I think maybe”, “sort of”, “I guess”.', digits: 1, unit: 'in 100 words', span: 4, judged: 'Hedges' },
  responseDelaySeconds: { name: 'Thinking before an answer', about: 'The silence before you begin.', digits: 1, unit: 's', span: 3, judged: 'Thinking before an answer' },
  longestPauseSeconds: { name: 'Longest pause', about: 'Inside an answer.', digits: 1, unit: 's', span: 3 },
  articulationRate: { name: 'Articulation', about: 'Syllables a second while you speak.', digits: 1, unit: 'syllables a second', span: 2, usual: '3.8 to 5.5 is usual' },
  phonationRatio: { name: 'Time filled with speech', about: 'The rest of an answer is pauses.', digits: 0, unit: '%', share: true, span: 0.25, usual: '74 to 86 % is usual' },
  meanRunSyllables: { name: 'Run between pauses', about: 'How much you say in one go.', digits: 1, unit: 'syllables', span: 8, usual: '9 to 15 is usual' },
};

/** Skills first, then what listeners notice, then the finer measures; in the order of the page. */
export const groups = [
  { title: 'What you said', keys: ['overall', 'content', 'clarity', 'confidence', 'fluency'] },
  { title: 'How you spoke', keys: ['speechRateWpm', 'fillersPerMinute', 'pausesPerMinute', 'meanPauseSeconds', 'repairsPer100Words', 'hedgesPer100Words', 'responseDelaySeconds'] },
  { title: 'In detail', keys: ['longestPauseSeconds', 'articulationRate', 'phonationRatio', 'meanRunSyllables'] },
] as const satisfies readonly { title: string; keys: readonly SeriesKey[] }[];

export const isSkill = (key: SeriesKey): boolean => kinds[key].unit === 'points';
export const nameOf = (key: SeriesKey): string => kinds[key].name;
export const aboutOf = (key: SeriesKey): string => kinds[key].about;
export const spanOf = (key: SeriesKey): number => kinds[key].span;

/** `4.5`, `82`: as it stands at an axis or in a table. */
export function figure(key: SeriesKey, value: number): string {
  const { digits, share } = kinds[key];
  return (share ? value * 100 : value).toFixed(digits).replace(/^-(?=[0.]+$)/, '');
}

/** `4.5 a minute`, `82 of 100`. */
export function withUnit(key: SeriesKey, value: number): string {
  const { unit } = kinds[key];
  return unit === 'points' ? `${figure(key, value)} of 100` : `${figure(key, value)} ${unit}`;
}

export const unitOf = (key: SeriesKey): string => kinds[key].unit;

/** `+23`, `−0.4`, `0`: for a column of differences, under one unit. */
export function signed(key: SeriesKey, difference: number): string {
  const size = figure(key, Math.abs(difference));
  return Number(size) === 0 ? size : `${difference > 0 ? '+' : '−'}${size}`;
}

/** The size of a difference: `4 points`, `0.3 a minute`. */
export function sizeOf(key: SeriesKey, difference: number): string {
  const { unit } = kinds[key];
  const size = figure(key, Math.abs(difference));
  if (unit === 'points' && size === '1') return '1 point';
  return unit === '%' ? `${size} points` : `${size} ${unit}`;
}

/** The word for a value, and the range that it is judged by. */
export function wordsFor(key: SeriesKey, value: number): { word: string; range: string } {
  const { judged, usual, unit } = kinds[key];
  if (unit === 'points') return { word: scoreWord(value), range: '' };
  return (judged && judgedBy(judged, value)) || { word: '', range: usual ?? '' };
}
