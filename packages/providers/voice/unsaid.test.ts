import { expect, test } from 'vitest';
import { Pace, unsaid } from './unsaid.ts';
import { samplesOf } from './pcm.ts';

const sentence = 'Please tell me how you found out that the index was the reason';

test('nothing said: all of it is left; all said: nothing or the last word', () => {
  const pace = new Pace();
  expect(unsaid(sentence, 0, pace)).toBe(sentence);
  expect(unsaid(sentence, pace.secondsFor(sentence) + 0.2, pace)).toBe('');
});

test('in the middle, the rest begins with the word that may have been cut', () => {
  const pace = new Pace();
  const rest = unsaid(sentence, pace.secondsFor(sentence) / 2, pace);
  expect(sentence.endsWith(rest)).toBe(true);
  expect(rest.length / sentence.length).toBeGreaterThan(0.45);
  expect(rest.length / sentence.length).toBeLessThan(0.7);
});

test('a slow voice has said less in the same time', () => {
  const slow = new Pace();
  slow.finished(sentence, 12);
  expect(unsaid(sentence, 2, slow).length).toBeGreaterThan(unsaid(sentence, 2, new Pace()).length);
});

test('samples that a network cut in two are put together again', async () => {
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(1);
    yield Uint8Array.of(0, 2, 0, 3);
    yield Uint8Array.of();
    yield Uint8Array.of(0);
  }
  const samples: number[] = [];
  for await (const part of samplesOf(parts())) samples.push(...part);
  expect(samples).toEqual([1, 2, 3]);
});
