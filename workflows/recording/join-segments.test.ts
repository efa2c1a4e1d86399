import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeFlac, startFfmpeg } from './ffmpeg.ts';
import { recordingFormat } from './format.ts';
import { joinSegments } from './join-segments.ts';
import { peaksOfFile } from './peaks.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'join-')); });
afterAll(() => rm(folder, { recursive: true }));

/** `seconds` of silence with a click on the left channel at `clickAt`. */
async function segment(seconds: number, clickAt: number): Promise<Buffer> {
  const samples = new Int16Array(seconds * recordingFormat.sampleRate * 2);
  for (let index = 0; index < 240; index += 1) samples[(clickAt * recordingFormat.sampleRate + index) * 2] = index % 2 === 0 ? 20_000 : -20_000;
  return encodeFlac(Buffer.from(samples.buffer));
}

async function clicks(path: string): Promise<{ at: number[]; seconds: number }> {
  const { process: child, ended } = startFfmpeg(['-i', path, '-f', 's16le', '-ar', '24000', '-ac', '2', 'pipe:1']);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await ended;
  const bytes = Buffer.concat(chunks);
  const at: number[] = [];
  for (let frame = 0; frame < bytes.length / 4; frame += 1) {
    const seconds = frame / recordingFormat.sampleRate;
    if (Math.abs(bytes.readInt16LE(frame * 4)) > 5_000 && seconds - (at.at(-1) ?? -1) > 0.1) at.push(seconds);
  }
  return { at, seconds: bytes.length / 4 / recordingFormat.sampleRate };
}

test('segments become one seekable file in which every moment is where it was', async () => {
  const stored = new Map([[0, await segment(10, 1)], [100, await segment(10, 0)], [200, await segment(3, 2)]]);
  const path = join(folder, 'whole.ogg');
  const result = await joinSegments([...stored.keys()], (index) => Promise.resolve(stored.get(index) as Buffer), path, () => undefined);
  expect(result).toMatchObject({ durationSeconds: 23, gaps: [] });
  const found = await clicks(path);
  expect(found.seconds).toBeCloseTo(23, 2);
  [1, 10, 22].forEach((expected, index) => expect(found.at[index]).toBeCloseTo(expected, 2));
  expect((await readFile(path)).subarray(0, 4).toString()).toBe('OggS');

  // What draws it has the clicks (20,000 of 32,768) at their place, on the left alone.
  const drawn = Array<number>(23 * 20).fill(0);
  for (const second of [1, 10, 22]) drawn[second * 20] = 61;
  expect(result.peaks).toEqual({ perSecond: 20, candidate: drawn, interviewer: drawn.map(() => 0) });
  // The same from the joined file, as close as its encoding keeps it.
  const again = await peaksOfFile(path, () => undefined);
  expect(again.candidate).toHaveLength(drawn.length);
  expect([...new Set(again.candidate.flatMap((peak, index) => (peak > 20 ? [Math.round(index / 20)] : [])))]).toEqual([1, 10, 22]);
});

test('lost and broken segments are silence of their length, and are told', async () => {
  const stored = new Map([[0, await segment(10, 1)], [100, Buffer.from('not FLAC')], [301, await segment(2, 1)]]);
  const path = join(folder, 'gaps.ogg');
  const result = await joinSegments([...stored.keys()], (index) => Promise.resolve(stored.get(index) as Buffer), path, () => undefined);
  expect(result.gaps).toEqual([{ from: 10, to: 30.1 }]);
  expect(result.durationSeconds).toBeCloseTo(32.1, 5);
  expect((await clicks(path)).at[1]).toBeCloseTo(31.1, 2);
});

test('two recorders that overlapped do not shift what follows', async () => {
  const stored = new Map([[0, await segment(10, 1)], [95, await segment(10, 5)]]);
  const path = join(folder, 'overlap.ogg');
  const result = await joinSegments([...stored.keys()], (index) => Promise.resolve(stored.get(index) as Buffer), path, () => undefined);
  expect(result.durationSeconds).toBeCloseTo(19.5, 5);
  expect((await clicks(path)).at[1]).toBeCloseTo(14.5, 2);
});
