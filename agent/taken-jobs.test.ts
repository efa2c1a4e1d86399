import { expect, test } from 'vitest';
import { TakenJobs } from './taken-jobs.ts';

const [interviewId, other] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];

test('the same attempt that is sent again while the first one is on its way is not taken twice', () => {
  const jobs = new TakenJobs();
  expect(jobs.take({ interviewId, attempt: 1 }, 0)).toBe(true);
  expect(jobs.take({ interviewId, attempt: 1 }, 1_500)).toBe(false);
  expect(jobs.take({ interviewId, attempt: 1 }, 3_000)).toBe(false);
});

test('a successor is taken at once, other interviews too, and the same attempt when the first one has not come', () => {
  const jobs = new TakenJobs();
  expect(jobs.take({ interviewId, attempt: 1 }, 0)).toBe(true);
  expect(jobs.take({ interviewId: other, attempt: 1 }, 100)).toBe(true);
  expect(jobs.take({ interviewId, attempt: 2 }, 200)).toBe(true);
  expect(jobs.take({ interviewId: other, attempt: 1 }, 10_200)).toBe(true);
});
