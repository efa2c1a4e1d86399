import { expect, test } from 'vitest';
import { LastSound } from './last-sound.ts';

/** Samples that carry their own number, so that a cut can be checked. */
function filled(samples: number, endMs: number): LastSound {
  const sound = new LastSound();
  const all = Int16Array.from({ length: samples }, (_, index) => index % 30_000);
  for (let from = 0; from < samples; from += 1_600) sound.push(all.subarray(from, from + 1_600), endMs - ((samples - Math.min(samples, from + 1_600)) / 16));
  return sound;
}

test('the cut holds the second before the silence and its first 0.2 s', () => {
  // 5 s of sound; the voice ended 500 ms before the last sample.
  const cut = filled(80_000, 10_000).around(9_500);
  expect(cut).toHaveLength(19_200);
  expect(cut?.at(-1)).toBe((80_000 - 4_800 - 1) % 30_000);
  expect(cut?.[0]).toBe((80_000 - 4_800 - 19_200) % 30_000);
});

test('a silence that is shorter than the model wants, or long gone, gives none', () => {
  expect(filled(80_000, 10_000).around(9_900)).toBeUndefined();
  expect(filled(80_000, 10_000).around(5_500)).toBeUndefined();
});

test('before a very short answer there is silence', () => {
  const cut = filled(8_000, 1_000).around(800);
  expect(cut).toHaveLength(19_200);
  expect([...(cut?.subarray(0, 11_200) ?? [1])].every((sample) => sample === 0)).toBe(true);
  expect(cut?.at(-1)).toBe(7_999);
});
