/** What the empty page shows: one measure of eight interviews, as it would be drawn. */
import type { SeriesKey } from '@greenroom/contracts';

const values = [9.1, 8.2, 9.6, 7.4, 7.9, 6.1, 5.6, 5.9];
const day = (index: number): string => new Date(Date.UTC(2026, 8, 7 + 9 * index, 9)).toISOString();

export const example = {
  sessions: values.map((_, index) => ({ interviewId: '', heldAt: day(index) })),
  series: {
    key: 'fillersPerMinute' as SeriesKey, values, judges: null, judge: null, judgedOtherwise: 0, latest: 5.9,
    baseline: { value: 9.1, method: 'first_three' as const, sessions: 3 }, change: { difference: -3.2, noise: 0.9, verdict: 'better' as const, sessions: 3 },
  },
};
