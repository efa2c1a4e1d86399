import { expect, test } from 'vitest';
import { changeWords } from './change-words.ts';
import { frame, linesThrough, ownRange, scaleOf, xOf } from './geometry.ts';
import { figure, signed, sizeOf, withUnit, wordsFor } from './series.ts';

test('a small difference does not fill the chart, and a large one fits', () => {
  const calm = scaleOf([70, 72], 40, 100);
  expect([calm.low, calm.high]).toEqual([51, 91]);
  const wide = scaleOf([5, 95], 40, 100);
  expect([wide.low, wide.high]).toEqual([5, 95]);
});

test('a scale goes neither below nothing nor above the most that there can be', () => {
  expect(scaleOf([98, 100], 40, 100)).toMatchObject({ low: 60, high: 100 });
  expect(scaleOf([0, 1], 6)).toMatchObject({ low: 0, high: 6 });
  expect(scaleOf([], 6)).toMatchObject({ low: 0, high: 6 });
});

test('every value lies inside the frame, higher ones higher up', () => {
  const scale = scaleOf([60, 80], 40, 100);
  expect(scale.y(80)).toBeLessThan(scale.y(60));
  for (const value of [scale.low, scale.high]) expect([frame.top, frame.height - frame.bottom]).toContain(scale.y(value));
  expect([xOf(0, 3), xOf(2, 3)]).toEqual([frame.left, frame.width - frame.right]);
});

test('the own range is the middle half, and there is none of four values', () => {
  expect(ownRange([50, 60, 70, 80, 90])).toEqual({ low: 60, high: 80 });
  expect(ownRange([50, null, 60, 70, 80, null])).toBeUndefined();
});

test('a line ends where nothing was measured, and a lone value has none', () => {
  const lines = linesThrough([1, 2, null, 3, null, 4, 5], scaleOf([1, 5], 4));
  expect(lines).toHaveLength(2);
});

test('a change is told only when it stands out; the rest is steady or not enough evidence', () => {
  const change = (verdict: 'better' | 'steady' | 'lower', difference: number) => ({ change: { difference, noise: 1, verdict, sessions: 3 } });
  expect(changeWords('fillersPerMinute', change('better', -2.04), 8)).toEqual({ head: 'Better', rest: '2.0 a minute less than where you began.', told: true });
  expect(changeWords('speechRateWpm', change('lower', -12), 8)).toMatchObject({ head: 'Lower', told: true });
  expect(changeWords('content', change('steady', 1), 8)).toMatchObject({ head: 'Steady', told: false });
  expect(changeWords('content', { change: null }, 3)).toEqual({ head: 'Not enough evidence', rest: '3 of the 5 interviews that a comparison needs.', told: false });
});

test('numbers are written with their unit, and come with a word and a range', () => {
  expect(withUnit('fillersPerMinute', 4.52)).toBe('4.5 a minute');
  expect(withUnit('overall', 78)).toBe('78 of 100');
  expect(figure('phonationRatio', 0.803)).toBe('80');
  expect(figure('content', -0.2)).toBe('0');
  expect(sizeOf('content', -1)).toBe('1 point');
  expect([signed('content', 4.4), signed('fillersPerMinute', -3.22), signed('content', -0.2)]).toEqual(['+4', '−3.2', '0']);
  expect(wordsFor('speechRateWpm', 172)).toEqual({ word: 'lively', range: '120 to 200 counts in full' });
});
