import { expect, test } from 'vitest';
import { lastWeek } from './last-week.ts';

const at = (iso: string, zone: string) => {
  const week = lastWeek(Date.parse(iso), zone);
  return week && [week.start.toISOString(), week.day];
};

test('on Monday morning it is the week from Monday to Sunday before, in the zone of the person', () => {
  expect(at('2026-11-23T08:00:00Z', 'UTC')).toEqual(['2026-11-16T00:00:00.000Z', '2026-11-16']);
  expect(at('2026-11-23T13:00:00Z', 'America/New_York')).toEqual(['2026-11-16T05:00:00.000Z', '2026-11-16']);
  expect(at('2026-11-22T23:30:00Z', 'Asia/Tokyo')).toEqual(['2026-11-15T15:00:00.000Z', '2026-11-16']);
  expect(at('2026-11-23T04:00:00Z', 'Asia/Kathmandu')).toEqual(['2026-11-15T18:15:00.000Z', '2026-11-16']);
});

test('on other days, at night and in the evening nothing is due', () => {
  expect(at('2026-11-24T09:00:00Z', 'UTC')).toBeUndefined();
  expect(at('2026-11-23T07:59:00Z', 'UTC')).toBeUndefined();
  expect(at('2026-11-23T20:00:00Z', 'UTC')).toBeUndefined();
  expect(at('2026-11-23T09:00:00Z', 'America/Los_Angeles')).toBeUndefined();
});

test('a week in which clocks changed begins at midnight of its own time', () => {
  // Central Europe went back on 25 October 2026, the United States forward on 8 March.
  expect(at('2026-10-26T08:00:00Z', 'Europe/Berlin')).toEqual(['2026-10-18T22:00:00.000Z', '2026-10-19']);
  expect(at('2026-03-09T13:00:00Z', 'America/New_York')).toEqual(['2026-03-02T05:00:00.000Z', '2026-03-02']);
});
