import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleAddresses } from './addresses.ts';
import { readSample, readSamplePeaks } from './sample.ts';

const file = (address: string) => new URL(`../../../static${address}`, import.meta.url);

test('the sample is a report, a transcript, a recording and its peaks, as the contract has them now', () => {
  const { report, turns, recording } = readSample();
  const peaks = readSamplePeaks();
  expect(report.questions.map(({ turnSeqs }) => turnSeqs.length)).toEqual([4, 4, 4]);
  expect(new Set(turns.map(({ interviewId }) => interviewId))).toEqual(new Set([report.interviewId]));
  expect(peaks.candidate.length / peaks.perSecond).toBeCloseTo(recording.durationSeconds ?? 0, 0);
  expect(peaks.interviewer).toHaveLength(peaks.candidate.length);
});

test('every quote of the sample stands in its turn, character for character', () => {
  const { report, turns } = readSample();
  const quotes = report.questions.flatMap(({ claims }) => claims.flatMap(({ evidence }) => evidence));
  expect(quotes.length).toBeGreaterThan(3);
  for (const { quote, turnSeq } of quotes) expect(turns.find(({ seq }) => seq === turnSeq)?.text).toContain(quote);
});

test('the sample’s recording is the file that its facts name, and no burden to a telephone', () => {
  const { size } = statSync(file(sampleAddresses.recording));
  expect(size).toBe(readSample().recording.sizeBytes);
  expect(size).toBeLessThan(1_500_000);
});
