import { expect, test } from 'vitest';
import { outlineOf, silencesBetween, silencesOf, waveOf } from './wave.ts';

const still = (n: number): number[] => Array.from({ length: n }, () => 0);
const loud = (n: number): number[] => Array.from({ length: n }, () => 40);

test('each column is the loudest of what it stands for, and the file keeps its length', () => {
  const wave = waveOf({ perSecond: 10, candidate: [...still(99), 70], interviewer: still(100) }, 10);
  expect(wave.candidate).toEqual([...still(9), 70]);
  expect(wave.seconds).toBe(10);
});

test('a silence counts only while both are silent, and keeps a breath at both ends', () => {
  const peaks = { perSecond: 10, candidate: [...loud(10), ...still(30)], interviewer: [...still(20), ...loud(10), ...still(10)] };
  expect(silencesOf(peaks, 0.8)).toEqual([{ start: 2.05, end: 2.55 }, { start: 4.05, end: 4.55 }]);
});

test('the hum of a room is not sound, and a quiet voice above it is', () => {
  const hum = Array.from({ length: 30 }, () => 3);
  const quietVoice = Array.from({ length: 10 }, () => 8);
  const peaks = { perSecond: 10, candidate: [...hum, ...quietVoice, ...hum], interviewer: still(70) };
  expect(silencesOf(peaks, 0)).toEqual([{ start: 0.25, end: 2.75 }, { start: 4.25, end: 6.75 }]);
});

test('without peaks the silences lie between the phrases of both', () => {
  expect(silencesBetween([{ start: 5, end: 6 }, { start: 0, end: 2 }, { start: 1, end: 3 }])).toEqual([{ start: 3.25, end: 4.75 }]);
});

test('an outline returns to where it began', () => {
  expect(outlineOf([100, 0])).toBe('M0 50V0h1V49h1V51h-1V100h-1Z');
});
