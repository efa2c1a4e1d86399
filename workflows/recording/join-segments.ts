/** Segments → one Opus file. Only one segment is in memory at a time. */
import { pipeline } from 'node:stream/promises';
import type { Peaks } from '@greenroom/contracts';
import { decodeFlac, FfmpegError, startOpusEncoder } from './ffmpeg.ts';
import { frameBytes, recordingFormat, secondsOf } from './format.ts';
import { PeakMeter } from './peaks.ts';

export interface JoinResult {
  durationSeconds: number;
  /** Stretches inside the recording that no segment covers, in seconds from the file's start; they are silent in the file. */
  gaps: { from: number; to: number }[];
  peaks: Peaks;
}

/** A recorder that takes over starts on the next grid line: less than this is no gap worth telling. */
const silentGapSeconds = 0.5;

/**
 * @param indexes grid lines of the segments, ascending; the file begins at grid line 0.
 * @param read gives one segment's FLAC bytes.
 * @param beat called after every segment.
 */
export async function joinSegments(indexes: readonly number[], read: (index: number) => Promise<Uint8Array>, outputPath: string, beat: () => void): Promise<JoinResult> {
  const gaps: JoinResult['gaps'] = [];
  const meter = new PeakMeter();
  let position = 0;

  async function* wholeRecording(): AsyncGenerator<Buffer> {
    for (const index of indexes) {
      const start = index * recordingFormat.gridSamples;
      const samples = await readable(read(index));
      if (samples === undefined) continue; // The next one's start shows the gap.
      if (start > position) {
        if (secondsOf(start - position) > silentGapSeconds) gaps.push({ from: secondsOf(position), to: secondsOf(start) });
        yield* silence(start - position);
        position = start;
      }
      // Two recorders may have overlapped for a moment; the first one's samples stay.
      const fresh = samples.subarray(Math.min(samples.length, (position - start) * frameBytes));
      yield fresh;
      position += fresh.length / frameBytes;
      beat();
    }
  }

  async function* measured(): AsyncGenerator<Buffer> {
    for await (const samples of wholeRecording()) {
      meter.add(samples);
      yield samples;
    }
  }

  const encoder = startOpusEncoder(outputPath);
  try {
    await pipeline(measured(), encoder.process.stdin);
    await encoder.ended;
  } catch (error) {
    encoder.process.kill('SIGKILL');
    throw error;
  }
  return { durationSeconds: secondsOf(position), gaps, peaks: meter.finish() };
}

/** A broken segment is a missing one. */
async function readable(flac: Promise<Uint8Array>): Promise<Buffer | undefined> {
  const bytes = await flac;
  try {
    return await decodeFlac(bytes);
  } catch (error) {
    if (error instanceof FfmpegError) return undefined;
    throw error;
  }
}

function* silence(samples: number): Generator<Buffer> {
  for (let left = samples; left > 0; left -= recordingFormat.sampleRate) {
    yield Buffer.alloc(Math.min(left, recordingFormat.sampleRate) * frameBytes);
  }
}
