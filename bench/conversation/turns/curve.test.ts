import { expect, test } from 'vitest';
import { cutInsAtDelay, delayAtCutIns, outcomeAt, trialOf, type Look } from './curve.ts';

/** A recording that speaks until 1 s, pauses until 2 s, and ends at 3 s; looked at every 50 ms, as a decision with one fixed wait sees it. */
const answer = { id: 'a', part: 'tuning' as const, pauses: [{ kind: 'sentence' as const, fromMs: 1_000, toMs: 2_000 }], audibleToMs: 3_000 };
const looksAt = (waitMs: number): Look[] => [...steps(1_000, 2_000), ...steps(3_000, 9_000)].map(({ atMs, silentMs }) => ({ atMs, silentMs, waitMs }));
const steps = (from: number, to: number) => Array.from({ length: (to - from) / 50 }, (_, step) => ({ atMs: from + step * 50, silentMs: step * 50 }));

test('a wait that is shorter than the pause cuts in, a longer one does not', () => {
  expect(outcomeAt([trialOf(answer, looksAt(500))], 1)).toMatchObject({ cutIns: 1, delays: [500], unanswered: 0 });
  expect(outcomeAt([trialOf(answer, looksAt(1_200))], 1)).toMatchObject({ cutIns: 0, delays: [1_200] });
});

test('the factor stretches every wait', () => {
  const trial = trialOf(answer, looksAt(500));
  expect(outcomeAt([trial], 1.9)).toMatchObject({ cutIns: 1, delays: [950] });
  expect(outcomeAt([trial], 2.5)).toMatchObject({ cutIns: 0, delays: [1_250] });
});

test('the curve tells the delay that few cut-ins cost, and the cut-ins that a short delay costs', () => {
  const trials = [trialOf(answer, looksAt(500))];
  // The pause is 1 s long, and the last look in it finds 950 ms of silence.
  expect(delayAtCutIns(trials, 0.05)).toBe(1_000);
  expect(cutInsAtDelay(trials, 300)).toBe(1);
  expect(cutInsAtDelay(trials, 1_000)).toBe(0);
});

test('a decision that never comes is an unanswered turn and no delay', () => {
  const trials = [trialOf(answer, looksAt(Infinity))];
  expect(outcomeAt(trials, 1)).toMatchObject({ cutIns: 0, delays: [], unanswered: 1 });
  expect(delayAtCutIns(trials, 0.05)).toBeNull();
});

test('silences that are no thinking pauses are counted apart, once each', () => {
  const comma = [300, 350, 400].map((atMs) => ({ atMs, silentMs: atMs - 300, waitMs: 50 }));
  expect(trialOf(answer, [...comma, ...looksAt(500)]).elsewhereUpTo).toEqual([2]);
});
