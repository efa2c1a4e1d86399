import { expect, test } from 'vitest';
import { mean, median, percentile, ratio, share, slope, spread } from './figures.ts';

test('a percentile is a value that occurred, by nearest rank', () => {
  expect(percentile([40, 10, 30, 20], 0.5)).toBe(20);
  expect(percentile([40, 10, 30, 20], 0.95)).toBe(40);
  expect(percentile([7], 0)).toBe(7);
  expect(median([3, 1, 2])).toBe(2);
});

test('without values there is no figure', () => {
  expect([percentile([], 0.5), mean([]), share(0, 0), slope([]), ratio(1, 0), ratio(null, 2)]).toEqual([null, null, null, null, null, null]);
  expect(spread([])).toEqual({ count: 0, p50Ms: null, p95Ms: null });
});

test('the slope is that of the line through the points', () => {
  expect(slope([{ x: 0, y: 5 }, { x: 1, y: 7 }, { x: 2, y: 9 }])).toBeCloseTo(2);
  expect(slope([{ x: 1, y: 5 }, { x: 1, y: 7 }])).toBeNull();
});
