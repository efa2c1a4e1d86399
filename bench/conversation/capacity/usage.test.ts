import { expect, test } from 'vitest';
import { childOf, sampleOf } from './processes.ts';
import { usageOf } from './usage.ts';

test('cores and growth come from the samples, without the time in which a process fills its caches', () => {
  const samples = Array.from({ length: 11 }, (_, minute) => ({ atMs: minute * 60_000, cpuSeconds: 10 + minute * 6, residentMb: minute < 2 ? 100 + minute * 50 : 200 + minute * 2 }));
  expect(usageOf(samples)).toEqual({ minutes: 10, cpuSeconds: 60, cores: 0.1, residentMb: { last: 220, most: 220 }, mbPerMinute: 2 });
});

test('without samples there are no figures', () => {
  expect(usageOf([]).cores).toBeNull();
});

test.runIf(process.platform === 'linux')('a running process has time and memory, one that is gone has none', async () => {
  expect(await sampleOf(process.pid)).toMatchObject({ cpuSeconds: expect.any(Number) as number, residentMb: expect.any(Number) as number });
  expect(await sampleOf(2 ** 30)).toBeUndefined();
  expect(await childOf(process.pid, 'no such words')).toBeUndefined();
});
