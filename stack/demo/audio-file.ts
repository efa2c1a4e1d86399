/** Recordings from disk as samples, decoded by the small ffmpeg that LiveKit ships for its agents. */
import { getFfmpegPath } from '@livekit/av';
import { execa } from 'execa';
import { access, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { StackError } from '../stack-error.ts';

/** Hertz; what WebRTC speaks. */
export const sampleRate = 48_000;
/** File endings that the decoder reads, the best first. */
export const audioEndings = ['.flac', '.wav', '.opus', '.ogg', '.mp3', '.webm'] as const;
/** Shorter than this is a slip of the finger, not an answer. */
const shortestSeconds = 0.3;
/** Of full scale: a recording that never gets this loud is silence. */
const silentPeak = 0.003;

/** The recording `name` in a folder; `name` may carry its ending or not. */
export async function findAudio(folder: string, name: string): Promise<string> {
  for (const ending of ['', ...audioEndings]) {
    const path = join(folder, name + ending);
    if (audioEndings.some((known) => path.endsWith(known)) && (await access(path).then(() => true, () => false))) return path;
  }
  throw new StackError(`There is no recording "${name}" in ${folder}. Put ${name}${audioEndings[0]} (or ${audioEndings.slice(1).join(', ')}) there, or correct its name in questions.json.`);
}

/**
 * A recording as 16-bit mono samples at {@link sampleRate}.
 * @throws StackError naming the file, when it is empty, broken, silent or too short.
 */
export async function decodeAudio(path: string): Promise<Int16Array> {
  if ((await stat(path)).size === 0) throw new StackError(`${path} is empty. Record it again, or take it out of questions.json.`);
  const program = getFfmpegPath() ?? 'ffmpeg';
  const decoded = await execa(program, ['-v', 'error', '-nostdin', '-i', path, '-f', 's16le', '-ac', '1', '-ar', String(sampleRate), 'pipe:1'], { encoding: 'buffer', reject: false, maxBuffer: 1e9 });
  if (decoded.code === 'ENOENT') throw new StackError(`ffmpeg is needed to read ${path}, and none is packaged for this machine. Install ffmpeg and run the same command again.`);
  const bytes = decoded.stdout;
  // ffmpeg reports what it skipped and still succeeds: a file that is broken in the middle must not pass for a short answer.
  const complaint = Buffer.from(decoded.stderr).toString('utf8').trim().split('\n').at(-1) ?? '';
  if (decoded.failed || complaint !== '') {
    throw new StackError(`${path} cannot be read as audio${complaint === '' ? '' : ` (${complaint.replace(`${path}: `, '').replace(/^\[[^\]]*\]\s*/, '')})`}. Save it again as ${audioEndings.slice(0, 2).join(' or ')}.`);
  }
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength - (bytes.byteLength % 2)));
  if (samples.length < shortestSeconds * sampleRate) throw new StackError(`${path} is only ${(samples.length / sampleRate).toFixed(2)} s long. Record ${basename(path)} again.`);
  if (!samples.some((sample) => Math.abs(sample) > silentPeak * 32_768)) throw new StackError(`${path} holds nothing but silence. Check the microphone and record ${basename(path)} again.`);
  return samples;
}
