/** Where in a stereo recording the candidate (left) begins to speak. */
import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { getFfmpegPath } from '@livekit/av';

const sampleRate = 16_000;
const windowSamples = sampleRate / 100;
/** About −40 dB: above the noise of coding, below any spoken sound. */
const voiceLevel = 300;

let decoded: { file: Uint8Array; left: Promise<Int16Array> } | undefined;

async function leftChannel(file: Uint8Array): Promise<Int16Array> {
  const ffmpeg = spawn(getFfmpegPath() ?? 'ffmpeg', ['-loglevel', 'error', '-i', 'pipe:0', '-f', 's16le', '-ar', String(sampleRate), '-ac', '2', 'pipe:1'], { stdio: ['pipe', 'pipe', 'inherit'] });
  ffmpeg.stdin.end(file);
  const bytes = await buffer(ffmpeg.stdout);
  return Int16Array.from({ length: Math.floor(bytes.length / 4) }, (_, frame) => bytes.readInt16LE(frame * 4));
}

/** The first voiced 10 ms after the last second of silence around `nearSeconds`, in seconds of the file. */
export async function voicedFrom(file: Uint8Array, nearSeconds: number): Promise<number> {
  if (decoded?.file !== file) decoded = { file, left: leftChannel(file) };
  const left = await decoded.left;
  for (let seconds = Math.max(0, nearSeconds - 0.6); seconds < nearSeconds + 1; seconds += 0.01) {
    const start = Math.round(seconds * sampleRate);
    const loud = left.subarray(start, start + windowSamples).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    if (loud > voiceLevel) return seconds;
  }
  return Number.NaN;
}
