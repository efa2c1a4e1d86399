import { expect, test } from 'vitest';
import { CandidateManner } from './manner.ts';

test('who pauses as most people do is waited for as most people are', () => {
  expect(new CandidateManner().pausing).toBe(1);
});

test('long pauses make the waits longer and short ones shorter, slowly and within bounds', () => {
  const [slow, quick] = [new CandidateManner(), new CandidateManner()];
  slow.paused(1_400);
  quick.paused(300);
  expect(slow.pausing).toBeGreaterThan(1);
  expect(slow.pausing).toBeLessThan(1.15);
  expect(quick.pausing).toBeLessThan(1);
  for (let count = 0; count < 200; count += 1) {
    slow.paused(20_000);
    quick.paused(260);
  }
  expect(slow.pausing).toBe(1.25);
  expect(quick.pausing).toBe(0.8);
});

test('what is shorter than a pause changes nothing', () => {
  const manner = new CandidateManner();
  manner.paused(120);
  expect(manner.pausing).toBe(1);
});

test('a cut-in makes the interviewer careful, and replies that nobody minded ease it', () => {
  const manner = new CandidateManner();
  manner.cutIn();
  const after = manner.caution;
  expect(after).toBeGreaterThan(0);
  manner.replied();
  expect(manner.caution).toBeLessThan(after);
  for (let count = 0; count < 20; count += 1) manner.cutIn();
  expect(manner.caution).toBeLessThanOrEqual(0.9);
});
