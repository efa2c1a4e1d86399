/** Recorded answers with their pauses: the small set in this folder, or any folder of the same form (`--answers`). */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { z } from 'zod';
import { decodeAudio, findAudio, sampleRate } from '../../stack/demo/audio-file.ts';
import { StackError } from '../../stack/stack-error.ts';

const Line = z.object({
  id: z.string().min(1),
  kind: z.string().default('behavioral'),
  voice: z.string().default('unknown'),
  text: z.string(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string(), fillers: z.array(z.string()).default([]) })).min(1),
});

/** After a finished sentence, or in the middle of a clause. */
export type PauseKind = 'sentence' | 'clause';

export interface ThinkingPause {
  kind: PauseKind;
  /** Milliseconds from the recording's start: where the voice ends, and where it goes on. */
  fromMs: number;
  toMs: number;
}

export interface Answer extends z.infer<typeof Line> {
  /** 16 bit, mono, 48 kHz: for a microphone. */
  samples: Int16Array;
  pauses: ThinkingPause[];
  /** Milliseconds from the recording's start: its first and its last audible sound. */
  audibleFromMs: number;
  audibleToMs: number;
  /** Fixed by the id: one part may be tuned on, the other is only looked at. */
  part: 'tuning' | 'unseen';
}

export const ownRecordings: string = fileURLToPath(new URL('./recordings', import.meta.url));

/** By what was said, not by the recording's name: "Um." is no sentence. */
export function kindOfPause(before: string): PauseKind {
  const text = before.trim();
  const onlyFiller = /^(um+|uh+|er+m?|hm+|mm+|ah|well|so|like|okay)[.!?,…]*$/i.test(text);
  return /[.!?]["')]*$/.test(text) && !/(\.\.\.|…)$/.test(text) && !onlyFiller ? 'sentence' : 'clause';
}

/** One third is kept unseen. */
export const partOf = (id: string): Answer['part'] => ((createHash('sha256').update(id).digest()[0] ?? 0) % 3 === 0 ? 'unseen' : 'tuning');

/** Of full scale; quieter is silence. The synthetic candidate of the demo uses the same. */
const audible = 0.01 * 32_768;

const msOf = (sample: number): number => (sample / sampleRate) * 1000;

/** @throws StackError, one line that says what is wrong with the folder. */
export async function loadRecordings(folder: string = ownRecordings, limit = Infinity): Promise<Answer[]> {
  const path = join(resolve(folder), 'answers.jsonl');
  const lines = (await readFile(path, 'utf8').catch(() => {
    throw new StackError(`There is no ${path}. Give a folder with recordings and an answers.jsonl, as bench/conversation/recordings is.`);
  })).split('\n').filter((line) => line.trim() !== '');
  const parsed = lines.map((line, index) => {
    try {
      return Line.parse(JSON.parse(line));
    } catch {
      throw new StackError(`${path}, line ${index + 1}, is not as expected ({"id", "text", "segments": [{"start", "end", "text"}]}). See bench/conversation/recordings/README.md.`);
    }
  });
  const answers: Answer[] = [];
  // Spread over the folder, so that a few hold every kind.
  for (const line of spreadOver(parsed, limit)) {
    const samples = await decodeAudio(await findAudio(resolve(folder), line.id));
    const loud = (sample: number): boolean => Math.abs(sample) > audible;
    // Segments are a little longer than what is heard of them: a pause lasts from the last to the next audible sound.
    const pauses = line.segments.slice(0, -1).map(({ end, text }, index) => {
      const [before, after] = [Math.round(end * sampleRate), Math.round((line.segments[index + 1]?.start ?? end) * sampleRate)];
      return { kind: kindOfPause(text), fromMs: msOf(samples.subarray(0, before).findLastIndex(loud)), toMs: msOf(after + samples.subarray(after).findIndex(loud)) };
    }).filter(({ fromMs, toMs }) => toMs > fromMs);
    answers.push({ ...line, samples, pauses, audibleFromMs: msOf(samples.findIndex(loud)), audibleToMs: msOf(samples.findLastIndex(loud)), part: partOf(line.id) });
  }
  return answers;
}

function spreadOver<T>(all: readonly T[], limit: number): T[] {
  const count = Math.min(all.length, limit);
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)] as T);
}

/** The samples at another rate. */
export function atRate(samples: Int16Array, from: number, to: number): Int16Array {
  const resampler = new AudioResampler(from, to);
  const frames = [...resampler.push(new AudioFrame(samples, from, 1, samples.length)), ...resampler.flush()];
  const joined = new Int16Array(frames.reduce((sum, frame) => sum + frame.samplesPerChannel, 0));
  let at = 0;
  for (const frame of frames) {
    joined.set(frame.data, at);
    at += frame.samplesPerChannel;
  }
  resampler.close();
  return joined;
}
