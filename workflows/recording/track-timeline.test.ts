import { expect, test } from 'vitest';
import { samplesOf } from './format.ts';
import { TrackTimeline } from './track-timeline.ts';

const t0 = 1_000_000;
/** A frame of 20 ms whose samples all carry `value`. */
const frame = (value: number) => new Int16Array(480).fill(value);
/** Frames of 20 ms, numbered from `first`, that arrive at the given times (ms since t0). */
function feed(timeline: TrackTimeline, arrivals: readonly number[], first = 1): void {
  arrivals.forEach((at, index) => timeline.push(frame(first + index), t0 + at));
}
const steady = (fromMs: number, count: number): number[] => Array.from({ length: count }, (_, index) => fromMs + 20 * (index + 1));
/** Start of each run of equal values, in milliseconds. */
function runs(samples: Int16Array): [value: number, startMs: number][] {
  const found: [number, number][] = [];
  samples.forEach((value, index) => { if (index === 0 || samples[index - 1] !== value) found.push([value, index / 24]); });
  return found;
}
const takeAll = (timeline: TrackTimeline, untilMs: number): Int16Array => timeline.take(samplesOf(untilMs), Infinity);

test('frames that arrive on time follow each other without a seam', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, steady(0, 5));
  expect(runs(takeAll(timeline, 100))).toEqual([[1, 0], [2, 20], [3, 40], [4, 60], [5, 80]]);
});

test('a track that begins later begins there, with silence before', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, steady(500, 2));
  expect(runs(takeAll(timeline, 540))).toEqual([[0, 0], [1, 500], [2, 520]]);
});

test('a bunch of frames after a busy moment is no gap', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, [20, 40, 240, 240, 241, 241, 242, 242, 243, 243, 244, 245]);
  expect(runs(takeAll(timeline, 240)).map(([, start]) => start)).toEqual([0, 20, 40, 60, 80, 100, 120, 140, 160, 180, 200, 220]);
});

test('a real pause in the middle becomes silence of its length', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, [...steady(0, 3), ...steady(460, 30)]);
  expect(runs(takeAll(timeline, 520))).toEqual([[1, 0], [2, 20], [3, 40], [0, 60], [4, 460], [5, 480], [6, 500]]);
});

test('network jitter below the limit moves nothing', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, [20, 75, 80, 95, 100]);
  expect(runs(takeAll(timeline, 100)).map(([, start]) => start)).toEqual([0, 20, 40, 60, 80]);
});

test('what was taken as silence and comes all the same is dropped until the clock is right again', () => {
  const timeline = new TrackTimeline(t0, 0);
  timeline.take(samplesOf(400), Infinity);
  feed(timeline, steady(0, 30));
  const rest = takeAll(timeline, 600);
  const last = runs(rest).at(-1) as [number, number];
  expect(last).toEqual([30, 180]);
});

test('a frame waits for its look-ahead before it is placed', () => {
  const timeline = new TrackTimeline(t0, 0);
  feed(timeline, steady(0, 10));
  expect(timeline.take(0, samplesOf(100)).length).toBe(0);
  expect(timeline.empty).toBe(false);
  expect(takeAll(timeline, 200).every((sample) => sample !== 0)).toBe(true);
  expect(timeline.empty).toBe(true);
});
