import { expect, test } from 'vitest';
import { mostInterviews, reportedLoad } from './reported-load.ts';

test('a worker says that it is full with its last place, and has much room left before', () => {
  expect(reportedLoad(0)).toBe(0);
  expect(reportedLoad(mostInterviews)).toBe(1);
  for (let interviews = 1; interviews < mostInterviews; interviews += 1) {
    expect(reportedLoad(interviews)).toBeLessThan(0.5);
    expect(reportedLoad(interviews)).toBeGreaterThan(reportedLoad(interviews - 1));
  }
});
