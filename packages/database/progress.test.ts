import { describe, expect, test } from 'vitest';
import { baselineOf, changeOf, dayIn, median, sessionNoise, streakOf, trendOf, weekOf } from './progress.ts';

const judged = (values: (number | null)[], judge: string | null = 'rules 1') => values.map((value) => ({ value, judge }));

test('the median is the middle value, or the mean of the two middle ones', () => {
  expect(median([70, 10, 30])).toBe(30);
  expect(median([10, 20])).toBe(15);
  expect(median([5])).toBe(5);
  expect(median([])).toBeNull();
});

describe('the baseline', () => {
  test('is the median of the first three sessions, however many followed', () => {
    expect(baselineOf([50, 80, 60, 90, 95, 99], true)).toEqual({ value: 60, method: 'first_three', sessions: 3 });
  });
  test('is the median of the earlier half when what came before is cut off', () => {
    expect(baselineOf([50, 80, 60, 90, 95, 99, 98, 97], false)).toEqual({ value: 70, method: 'earlier_half', sessions: 4 });
  });
  test('needs three values', () => {
    expect(baselineOf([50, 80], true)).toBeNull();
    expect(baselineOf([50, 80], false)).toBeNull();
  });
});

test('a steady rise hardly counts as noise, ups and downs do', () => {
  expect(sessionNoise([10, 11, 12, 13, 14])).toBeCloseTo(1 / Math.SQRT2);
  expect(sessionNoise([10, 30, 10, 30, 10])).toBeCloseTo(20 / Math.SQRT2);
  expect(sessionNoise([42])).toBe(0);
});

describe('the change', () => {
  const change = (values: number[], better: 'higher' | 'lower' | 'neither' = 'higher') => changeOf(values, baselineOf(values, true), better);

  test('needs five values: before that there is none, not even 0', () => {
    expect(change([50, 60, 70, 80])).toBeNull();
    expect(change([50, 60, 70, 80, 90])).not.toBeNull();
  });
  test('compares the last sessions with the first ones, and no session with itself', () => {
    expect(change([50, 50, 50, 80, 90])).toMatchObject({ difference: 35, sessions: 2 });
    expect(change([50, 50, 50, 10, 10, 80, 90, 85])).toMatchObject({ difference: 35, sessions: 3 });
  });
  test('is better or worse by the direction that is good, and only higher or lower where none is', () => {
    const rising = [40, 41, 40, 70, 71, 70];
    expect(change(rising, 'higher')?.verdict).toBe('better');
    expect(change(rising, 'lower')?.verdict).toBe('worse');
    expect(change(rising, 'neither')?.verdict).toBe('higher');
    expect(change([...rising].reverse(), 'neither')?.verdict).toBe('lower');
  });
  test('that ordinary ups and downs could explain is none', () => {
    const jumping = change([50, 70, 45, 72, 48, 69]);
    expect(Math.abs(jumping?.difference ?? 0)).toBeGreaterThan(10);
    expect(jumping?.verdict).toBe('steady');
    expect(change([60, 60, 60, 60, 60])).toMatchObject({ difference: 0, noise: 0, verdict: 'steady' });
  });
  test('without any trend is called one in at most one of fifteen series', () => {
    let state = 7;
    const chance = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    const normal = (): number => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance());
    const series = Array.from({ length: 3_000 }, () => Array.from({ length: 12 }, () => 60 + 8 * normal()));
    const wrong = series.filter((values) => change(values)?.verdict !== 'steady').length;
    expect(wrong / series.length).toBeLessThan(1 / 15);
    const risen = series.filter((values) => change(values.map((value, index) => value + 3 * index))?.verdict === 'better').length;
    expect(risen / series.length).toBeGreaterThan(0.8);
  });
});

describe('a trend', () => {
  test('leaves out what could not be measured, and never counts it as 0', () => {
    const trend = trendOf('fluency', judged([null, 50, null, 52, 51, null, 70, 72, 71]), true);
    expect(trend).toMatchObject({ latest: 71, baseline: { value: 51, method: 'first_three' }, change: { difference: 20, verdict: 'better' }, reason: null });
  });
  test('with too little says so', () => {
    expect(trendOf('clarity', judged([null, 60]), true)).toMatchObject({ latest: 60, baseline: null, change: null, reason: 'not_enough_evidence' });
    expect(trendOf('clarity', [], true)).toMatchObject({ latest: null, judge: null, judgedOtherwise: 0 });
  });
  test('does not compare scores of different judges', () => {
    const trend = trendOf('content', [...judged([10, 12, 11]), ...judged([70, 71, 70, 72, 70], 'model 2')], true);
    expect(trend).toMatchObject({ judge: 'model 2', judgedOtherwise: 3, baseline: { value: 70.5, method: 'earlier_half' }, change: { verdict: 'steady' } });
  });
  test('of fillers is better when there are fewer', () => {
    expect(trendOf('fillersPerMinute', judged([12, 11, 12, 5, 4, 5], null), true)).toMatchObject({ better: 'lower', change: { verdict: 'better' } });
  });
});

describe('days and weeks', () => {
  test('are those of the place: late in Auckland is still yesterday in London', () => {
    const moment = new Date('2026-03-10T11:30:00Z');
    expect(dayIn('Pacific/Auckland')(moment) - dayIn('Europe/London')(moment)).toBe(1);
    expect(dayIn('UTC')(new Date(0))).toBe(0);
  });
  test('keep to the calendar when clocks change', () => {
    const day = dayIn('Europe/Berlin');
    expect(day(new Date('2026-03-29T21:59:00Z')) - day(new Date('2026-03-28T23:01:00Z'))).toBe(0);
    expect(day(new Date('2026-03-29T22:01:00Z')) - day(new Date('2026-03-28T23:01:00Z'))).toBe(1);
  });
  test('weeks begin on Monday', () => {
    const day = dayIn('UTC');
    const [sunday, monday] = ['2026-01-04T12:00:00Z', '2026-01-05T12:00:00Z'].map((text) => weekOf(day(new Date(text))));
    expect((monday ?? 0) - (sunday ?? 0)).toBe(1);
  });
});

describe('a streak', () => {
  test('counts days in a row up to today', () => expect(streakOf([98, 99, 100, 100], 100)).toEqual({ current: 3, longest: 3, practised: true }));
  test('goes on when today is not over yet', () => expect(streakOf([98, 99], 100)).toEqual({ current: 2, longest: 2, practised: false }));
  test('is over after a day without, and the longest is kept', () => expect(streakOf([90, 91, 92, 98], 100)).toEqual({ current: 0, longest: 3, practised: false }));
  test('of nothing is nothing', () => expect(streakOf([], 100)).toEqual({ current: 0, longest: 0, practised: false }));
});
