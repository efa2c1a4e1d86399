import { expect, test } from 'vitest';
import { kindOfPause, loadRecordings, ownRecordings, partOf } from './recordings.ts';

test('a pause after a finished sentence is told from one inside a clause by the words before it', () => {
  expect(kindOfPause('It worked in the end.')).toBe('sentence');
  expect(kindOfPause('Was it worth it?')).toBe('sentence');
  expect(kindOfPause('We lost the client, and')).toBe('clause');
  expect(kindOfPause('Um.')).toBe('clause');
  expect(kindOfPause('It took…')).toBe('clause');
});

test('our own recordings have pauses of both kinds in both parts', async () => {
  const answers = await loadRecordings(ownRecordings);
  expect(answers).toHaveLength(8);
  for (const part of ['tuning', 'unseen']) {
    const kinds = new Set(answers.filter((answer) => answer.part === part).flatMap(({ pauses }) => pauses.map(({ kind }) => kind)));
    expect(kinds, part).toEqual(new Set(['sentence', 'clause']));
  }
  for (const { audibleFromMs, audibleToMs, pauses } of answers) for (const { fromMs, toMs } of pauses) expect(fromMs > audibleFromMs && toMs > fromMs && toMs < audibleToMs).toBe(true);
});

test('the same recording is always in the same part', () => {
  expect(['d01', 'm01', 'x'].map(partOf)).toEqual(['d01', 'm01', 'x'].map(partOf));
});

test('a folder without recordings is refused with what it should hold', async () => {
  await expect(loadRecordings('/nowhere')).rejects.toThrow(/There is no .*answers.jsonl\. Give a folder/);
});
