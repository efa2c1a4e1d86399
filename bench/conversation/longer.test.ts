import { expect, test } from 'vitest';
import { sampleRate } from '../../stack/demo/audio-file.ts';
import { longerAnswers } from './longer.ts';
import { loadRecordings } from './recordings.ts';

test('a longer answer holds its recordings whole, a breath apart, with their pauses where they are', async () => {
  const answers = await loadRecordings();
  const longer = longerAnswers(answers, 60);
  expect(longer).toHaveLength(answers.length);
  const quietest = (samples: Int16Array): number => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  for (const { id, samples, pauses, segments, audibleToMs } of longer) {
    const parts = id.split(' ').map((each) => answers.find((answer) => answer.id === each));
    expect(audibleToMs).toBeGreaterThanOrEqual(60_000);
    expect(samples.length / sampleRate).toBeGreaterThanOrEqual(audibleToMs / 1000);
    expect(pauses).toHaveLength(parts.reduce((sum, part) => sum + (part?.pauses.length ?? 0), 0));
    expect(segments.at(-1)?.text).toBe(parts.at(-1)?.segments.at(-1)?.text);
    for (const { fromMs, toMs } of pauses) {
      const middle = samples.subarray(((fromMs + 100) / 1000) * sampleRate, ((toMs - 100) / 1000) * sampleRate);
      expect(quietest(middle), `${id} ${fromMs}`).toBeLessThan(0.01 * 32_768);
    }
  }
});

test('an answer that is long enough stays as it is', async () => {
  const answers = await loadRecordings();
  expect(longerAnswers(answers, 1)).toEqual(answers);
});
