import { expect, test } from 'vitest';
import { against } from './against.ts';

const delays = (id: string, ...each: number[]) => each.map((ms) => ({ id, ms }));

test('only recordings that both have answered are compared', () => {
  expect(against([...delays('a', 300, 600), ...delays('slow', 5_000)], delays('a', 300))).toEqual({ recordings: 1, p50: 1, p95: 2 });
});

test('without a common recording there is no ratio', () => {
  expect(against(delays('a', 300), delays('b', 300))).toEqual({ recordings: 0, p50: null, p95: null });
});
