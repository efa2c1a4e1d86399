import { expect, test } from 'vitest';
import { asSpoken, judgeAnswer, lineAfterSound, Sounds } from './sounds.ts';

/** Speaks 0–2 s, thinks until 3 s, and ends at 5 s; began at 10 s on the clock. */
const answer = { id: 'a', part: 'tuning' as const, audibleFromMs: 0, audibleToMs: 5_000, pauses: [{ kind: 'clause' as const, fromMs: 2_000, toMs: 3_000 }] };
const judge = (...lines: [number, number][]) => judgeAnswer(answer, 10_000, lines.map(([fromMs, toMs]) => ({ fromMs, toMs })), 8_000);

test('frames with short gaps are one line', () => {
  const sounds = new Sounds();
  for (const [from, to] of [[0, 20], [20, 40], [400, 420], [1_200, 1_220]] as const) sounds.heard(from, to);
  expect(sounds.lines).toEqual([{ fromMs: 0, toMs: 420 }, { fromMs: 1_200, toMs: 1_220 }]);
  expect(sounds.after(100)?.fromMs).toBe(1_200);
  expect(sounds.at(300)).toBeDefined();
  expect(sounds.at(800)).toBeUndefined();
});

test('an answer that is heard out has a delay and no cut-in', () => {
  expect(judge([9_000, 9_400], [15_700, 17_000])).toMatchObject({ cutIns: [], pauses: [{ cut: false }], delayMs: 700, talkedOver: false });
});

test('a line in a thinking pause is a cut-in, and stops so long after the candidate goes on', () => {
  expect(judge([12_600, 13_200], [15_500, 16_000])).toMatchObject({ cutIns: [{ where: 'clause', atMs: 2_600, stopMs: 200 }], pauses: [{ cut: true }], delayMs: 500 });
});

test('a line that was over before the candidate went on stopped nothing', () => {
  expect(judge([12_200, 12_600]).cutIns).toEqual([{ where: 'clause', atMs: 2_200, stopMs: null }]);
});

test('what was decided in the pause is blamed on it though it is heard later; anything else is not', () => {
  expect(judge([13_400, 13_900]).cutIns).toEqual([{ where: 'clause', atMs: 3_400, stopMs: 500 }]);
  expect(judge([11_000, 11_500])).toMatchObject({ cutIns: [{ where: 'elsewhere', atMs: 1_000, stopMs: 500 }], pauses: [{ cut: false }] });
});

test('an interviewer that speaks through the end has no delay, and one that says nothing in time neither', () => {
  expect(judge([12_600, 16_000], [19_000, 20_000])).toMatchObject({ talkedOver: true, delayMs: null });
  expect(judge([24_000, 25_000])).toMatchObject({ talkedOver: false, delayMs: null });
});

test('what a busy machine speaks more slowly has its pauses and its end later', () => {
  const spoken = asSpoken({ ...answer, samples: new Int16Array(48 * 6_000) }, 7_500);
  expect(spoken).toMatchObject({ audibleToMs: 6_250, pauses: [{ kind: 'clause', fromMs: 2_500, toMs: 3_750 }] });
});

test('a line under a listener\'s sound goes on, is held for a moment, or is given up', () => {
  const line = { fromMs: 0, toMs: 1_300 };
  expect(lineAfterSound({ fromMs: 0, toMs: 5_000 }, [], 1_000)).toEqual({ outcome: 'went_on', heldMs: null });
  expect(lineAfterSound(line, [line, { fromMs: 2_100, toMs: 5_000 }], 1_000)).toEqual({ outcome: 'held', heldMs: 800 });
  expect(lineAfterSound(line, [line, { fromMs: 9_000, toMs: 9_500 }], 1_000)).toEqual({ outcome: 'stopped', heldMs: null });
});
