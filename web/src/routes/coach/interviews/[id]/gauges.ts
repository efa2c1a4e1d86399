/** The four lines under the score: what they are called, the word that goes with a value, and the range that it is judged by. */
import { fillers, pace, toneWords, wordFor } from '#lib/report/ranges.ts';
import type { Sample } from './desk.ts';

export interface Gauge {
  key: string;
  name: string;
  read: (sample: Sample) => number | null;
  /** What `read` gave, and where from. */
  show: (value: number, sample: Sample) => string;
  /** In words, for one who hears the page or looks for the range. */
  about: string;
  /** The good stretch, if there is one, and the ends of the drawn scale. */
  good: readonly [number, number] | undefined;
  scale: readonly [number, number];
}

/** Ranges and words are those of the report. */
export const gauges: readonly Gauge[] = [
  {
    key: 'pace', name: pace.name, read: ({ wordsPerMinute }) => wordsPerMinute, good: pace.good, scale: pace.scale, about: `Words a minute over the last 20 seconds; ${pace.range}.`,
    show: (value) => `${pace.show(value)}, ${wordFor(pace, value)}`,
  },
  {
    // Twenty seconds hold larger numbers than a whole answer: the scale is longer than the report's.
    key: 'fillers', name: fillers.name, read: ({ fillersPerMinute }) => fillersPerMinute, good: fillers.good, scale: [0, 20], about: `Fillers a minute over the last 20 seconds; ${fillers.range}.`,
    show: (value) => `${fillers.show(value)}, ${wordFor(fillers, value)}`,
  },
  {
    key: 'share', name: 'Talk share', read: ({ talkShare }) => talkShare, good: undefined, scale: [0, 1], about: 'How much of the talking is the candidate’s, so far.',
    show: (value) => `${Math.round(value * 100)} % is the candidate’s`,
  },
  {
    key: 'tone', name: 'Tone', read: ({ tone }) => (tone === null ? null : tone.positive - tone.negative), good: undefined, scale: [-1, 1], about: 'The tone of the words of the answer, from text; upwards is positive. It is part of no score.',
    show: (_value, { tone }) => (tone === null ? '' : toneWords[tone.label]),
  },
];

/** A drawn line has a gap where nobody spoke for so long. */
const gapSeconds = 12;
/** More points than the screen has pixels are of no use. */
const pointsAtMost = 400;

/** Lines of points, in thousandths of the axis and of the height; broken where there is nothing to draw. */
export function linesOf(samples: readonly Sample[], { read, scale: [low, high] }: Pick<Gauge, 'read' | 'scale'>, from: number, to: number): string[] {
  const step = (to - from) / pointsAtMost;
  const lines: string[][] = [];
  let last = -Infinity;
  for (const sample of samples) {
    const value = read(sample);
    if (value === null || sample.at < from || sample.at > to || sample.at - last < step) continue;
    const x = (1000 * (sample.at - from)) / (to - from);
    const y = 1000 * (1 - (Math.min(high, Math.max(low, value)) - low) / (high - low));
    if (sample.at - last > gapSeconds) lines.push([]);
    lines.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(0)}`);
    last = sample.at;
  }
  // One point alone draws nothing: a short stroke does.
  return lines.map((points) => (points.length === 1 ? `${points[0]} ${points[0]}` : points.join(' ')));
}
