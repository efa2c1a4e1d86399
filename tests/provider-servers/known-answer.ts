/** A recording of a real voice with the times of its words, for servers that know what they hear. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { decodeAudio } from '../../stack/demo/audio-file.ts';
import { builtInAnswers } from '../../stack/demo/answers.ts';
import { placeWords } from '../../packages/providers/local/place-words.ts';
import type { KnownRecording } from './known-recording.ts';

const sampleRate = 16_000;

interface Line { id: string; segments: { start: number; end: number; text: string }[] }

/** @param id of a line of `stack/demo/answers/answers.jsonl`; its words are spread over their segments by length. */
export async function knownAnswer(id: string): Promise<KnownRecording & { text: string }> {
  const lines = (await readFile(join(builtInAnswers, 'answers.jsonl'), 'utf8')).split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as Line);
  const line = lines.find((each) => each.id === id);
  if (line === undefined) throw new Error(`no answer ${id}`);
  const spoken = await decodeAudio(join(builtInAnswers, `${id}.flac`));
  const resampler = new AudioResampler(48_000, sampleRate);
  const frames = [...resampler.push(new AudioFrame(spoken, 48_000, 1, spoken.length)), ...resampler.flush()];
  const samples = new Int16Array(frames.reduce((sum, frame) => sum + frame.samplesPerChannel, 0));
  let at = 0;
  for (const frame of frames) {
    samples.set(frame.data, at);
    at += frame.samplesPerChannel;
  }
  const words = line.segments.flatMap((segment) => placeWords(segment.text, [{ from: segment.start, to: segment.end }]));
  return { samples, sampleRate, words, text: words.map((word) => word.text).join(' ') };
}
