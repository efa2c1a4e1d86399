import { expect, test } from 'vitest';
import { frameBytes, recordingFormat, samplesOf } from './format.ts';
import { SegmentCutter } from './segment-cutter.ts';
import { StereoMixer } from './stereo-mixer.ts';

const t0 = 5_000;
const tone = (value: number, count: number) => new Int16Array(count).fill(value);

test('the candidate is left, the interviewer is right, and a restarted interviewer stays right', () => {
  const mixer = new StereoMixer(t0, 0);
  mixer.open('mic', 'left').push(tone(1, samplesOf(100)), t0 + 100);
  mixer.open('first', 'right').push(tone(2, samplesOf(50)), t0 + 50);
  mixer.close('first');
  mixer.open('second', 'right').push(tone(3, samplesOf(50)), t0 + 100);
  const mixed = mixer.finish(t0 + 100);
  expect([...mixed.subarray(0, 2)]).toEqual([1, 2]);
  expect([...mixed.subarray(-2)]).toEqual([1, 3]);
});

test('two loud tracks on one side are limited, not wrapped around', () => {
  const mixer = new StereoMixer(t0, 0);
  mixer.open('a', 'left').push(tone(30_000, samplesOf(20)), t0 + 20);
  mixer.open('b', 'left').push(tone(30_000, samplesOf(20)), t0 + 20);
  expect(mixer.finish(t0 + 20)[0]).toBe(32_767);
});

test('a room in which nobody speaks gives silence as long as the time that passed', () => {
  const mixer = new StereoMixer(t0, 0);
  expect(mixer.advance(t0 + 1_500).length).toBe(samplesOf(500) * 2);
  expect(mixer.advance(t0 + 2_000).length).toBe(samplesOf(500) * 2);
  expect(mixer.position).toBe(samplesOf(1_000));
});

test('segments carry the grid line at which they start, whatever pieces the sound came in', () => {
  const cutter = new SegmentCutter(7);
  const full = recordingFormat.segmentSeconds * recordingFormat.sampleRate;
  const pieces = [full - 5, 10, full].flatMap((samples) => cutter.add(tone(1, samples * recordingFormat.channels)));
  expect(pieces.map(({ index, samples }) => [index, samples.length / frameBytes])).toEqual([[7, full], [107, full]]);
  expect(cutter.finish()).toMatchObject({ index: 207 });
  expect(cutter.finish()).toBeUndefined();
});
