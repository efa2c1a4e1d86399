/** The ffmpeg that comes with `@livekit/av`: pinned, LGPL, small (FLAC, Opus, Ogg, raw samples), the same on every machine. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { getFfmpegPath } from '@livekit/av';
import { recordingFormat } from './format.ts';

export class FfmpegError extends Error {
  override readonly name = 'FfmpegError';
}

const rawSamples = ['-f', 's16le', '-ar', String(recordingFormat.sampleRate), '-ac', String(recordingFormat.channels)];

/** Starts ffmpeg with samples in and out over pipes; `ended` rejects with ffmpeg's own words when it fails. */
export function startFfmpeg(args: readonly string[]): { process: ChildProcessWithoutNullStreams; ended: Promise<void> } {
  const path = getFfmpegPath();
  if (path === undefined) throw new FfmpegError(`There is no @livekit/av build for ${process.platform}-${process.arch}: the recording cannot be encoded here.`);
  const child = spawn(path, ['-hide_banner', '-loglevel', 'error', '-nostdin', ...args]);
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => { complaint = (complaint + chunk.toString()).slice(-2_000); });
  // Writing to an ffmpeg that has given up is reported by its exit code below.
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code, signal]) => {
    if (code !== 0) throw new FfmpegError(`ffmpeg ended with ${code ?? signal}: ${complaint.trim()}`);
  });
  ended.catch(() => undefined);
  return { process: child, ended };
}

async function pipeThrough(args: readonly string[], input: Uint8Array): Promise<Buffer> {
  const { process: child, ended } = startFfmpeg(args);
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stdin.end(input);
  await ended;
  return Buffer.concat(output);
}

/** Interleaved stereo samples → one FLAC file. */
export const encodeFlac = (samples: Uint8Array): Promise<Buffer> =>
  pipeThrough([...rawSamples, '-i', 'pipe:0', '-compression_level', '4', '-f', 'flac', 'pipe:1'], samples);

/** One FLAC file → interleaved stereo samples. One segment is at most 1 MB. */
export const decodeFlac = (flac: Uint8Array): Promise<Buffer> =>
  pipeThrough(['-f', 'flac', '-i', 'pipe:0', ...rawSamples, 'pipe:1'], flac);

/** A joined recording at `path` → interleaved stereo samples on stdout. */
export const decodeOpus = (path: string) => startFfmpeg(['-i', path, ...rawSamples, 'pipe:1']);

/** Interleaved stereo samples on stdin → Opus in Ogg at `path`. */
export const startOpusEncoder = (path: string) =>
  startFfmpeg([...rawSamples, '-i', 'pipe:0', '-c:a', 'libopus', '-b:a', recordingFormat.opusBitrate, '-application', 'audio', '-f', 'ogg', '-y', path]);
