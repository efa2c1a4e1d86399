import { execa } from 'execa';
import { wavOf } from '@greenroom/providers/cloud/wav';
import { getFfmpegPath } from '@livekit/av';
import { copyFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtInAnswers, loadAnswers } from './answers.ts';
import { sampleRate } from './audio-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-answers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function questions(file: unknown): Promise<void> {
  await writeFile(join(folder, 'questions.json'), typeof file === 'string' ? file : JSON.stringify(file));
}

const wav = (samples: Int16Array) => wavOf(samples, 16_000);
const oneQuestion = { questions: [{ question: 'Why?', answer: 'mine' }] };

describe('the built-in answers', () => {
  it('hold four questions with an answer and a follow-up each, two spare ones, and what is said in them', async () => {
    const answers = await loadAnswers();
    expect(answers.questions.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4']);
    expect(answers.spare.map(({ name }) => name)).toEqual(['extra-1', 'extra-2']);
    for (const { answer, followUp } of answers.recordings.values()) {
      expect(followUp?.text).toBeTruthy();
      expect(answer.samples.length / sampleRate).toBeGreaterThan(10);
      expect(answer.text?.length).toBeGreaterThan(50);
    }
  });
});

describe("somebody's own answers", () => {
  it('need only a question and a recording', async () => {
    await questions(oneQuestion);
    await writeFile(join(folder, 'mine.wav'), wav(new Int16Array(16_000).fill(9_000)));
    const answers = await loadAnswers(folder);
    expect(answers.questions[0]).toMatchObject({ id: 'q1', text: 'Why?', probes: [] });
    expect(answers.recordings.get('q1')?.answer.samples.length).toBe(sampleRate);
    expect(answers.recordings.get('q1')?.followUp).toBeUndefined();
  });

  it('may be named with their ending, and be compressed', async () => {
    await questions({ questions: [{ question: 'Why?', answer: 'mine.ogg' }] });
    await execa(getFfmpegPath() ?? 'ffmpeg', ['-v', 'error', '-i', join(builtInAnswers, 'extra-2.flac'), '-c:a', 'libopus', '-f', 'ogg', join(folder, 'mine.ogg')]);
    const answers = await loadAnswers(folder);
    expect(answers.recordings.get('q1')?.answer).toMatchObject({ name: 'mine' });
    expect((answers.recordings.get('q1')?.answer.samples.length ?? 0) / sampleRate).toBeCloseTo(3.46, 1);
  });
});

describe('a fault in the answers is told in one line that names the file', () => {
  const silence = wav(new Int16Array(16_000));
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['no questions.json', async () => undefined, /There is no .*questions\.json\. Copy/],
    ['questions.json that is no JSON', () => questions('{"questions": ['), /questions\.json is not valid JSON/],
    ['questions.json without questions', () => questions({ questions: [] }), /questions\.json: questions: /],
    ['a question without text', () => questions({ questions: [{ question: '', answer: 'mine' }] }), /questions\.0\.question/],
    ['a name that leaves the folder', () => questions({ questions: [{ question: 'Why?', answer: '../mine' }] }), /must be the name of a file/],
    ['a missing recording', () => questions(oneQuestion), /There is no recording "mine"/],
    ['an empty recording', async () => { await questions(oneQuestion); await writeFile(join(folder, 'mine.wav'), ''); }, /mine\.wav is empty/],
    ['a recording that is no audio', async () => { await questions(oneQuestion); await writeFile(join(folder, 'mine.mp3'), 'this is not audio at all'); }, /mine\.mp3 cannot be read as audio/],
    ['a recording that is cut off', async () => { await questions(oneQuestion); await copyFile(join(builtInAnswers, 'extra-1.flac'), join(folder, 'mine.flac')); await truncate(join(folder, 'mine.flac'), 60_001); }, /mine\.flac cannot be read as audio/],
    ['a silent recording', async () => { await questions(oneQuestion); await writeFile(join(folder, 'mine.wav'), silence); }, /mine\.wav holds nothing but silence/],
    ['a recording that is too short', async () => { await questions(oneQuestion); await writeFile(join(folder, 'mine.wav'), wav(new Int16Array(1_000).fill(9_000))); }, /mine\.wav is only 0\.06 s long/],
    ['two questions with one id', async () => { await questions({ questions: [{ id: 'a', question: 'Why?', answer: 'mine' }, { id: 'a', question: 'How?', answer: 'mine' }] }); await writeFile(join(folder, 'mine.wav'), wav(new Int16Array(16_000).fill(9_000))); }, /two questions have the id "a"/],
  ])('%s', async (_name, prepare, message) => {
    await prepare();
    const error: unknown = await loadAnswers(folder).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'StackError', message: expect.stringMatching(message) });
    expect((error as Error).message).not.toContain('\n');
  });
});
