import type { Tone } from '@greenroom/contracts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { huggingfaceClassify, startAudioServer, type AudioServer } from '../../../tests/provider-servers/index.ts';
import { selectTone, type ToneModel } from '../select-tone.ts';
import { restMs } from '../well-first.ts';

const flat: Tone = { negative: 0, neutral: 1, positive: 0, label: 'neutral' };
const sentences = ['I am proud of it.', 'The weekend was awful.', 'It has four parts.', 'I am proud of it.'];

let server: AudioServer;
let notices: string[];
let time: number;

beforeAll(async () => {
  server = await startAudioServer(huggingfaceClassify);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.play({ kind: 'works' });
  notices = [];
  time = 0;
});

const tone = (token: string | undefined = 'hf_key'): ToneModel => selectTone(
  { huggingface: token === '' ? undefined : { token, baseUrl: server.url, toneModel: 'cardiffnlp/twitter-roberta-base-sentiment-latest' } },
  { lexicon: () => flat, notice: (text) => notices.push(text), now: () => time },
);

test('the model tells the tone of each sentence, in order, and each sentence is asked about once', async () => {
  const model = tone();
  const { tones, judgedBy } = await model.read(sentences);
  expect(tones.map(({ label }) => label)).toEqual(['positive', 'negative', 'neutral', 'positive']);
  expect(judgedBy).toBe('cardiffnlp/twitter-roberta-base-sentiment-latest');
  tones.forEach(({ negative, neutral, positive }) => expect(negative + neutral + positive).toBeCloseTo(1));
  await model.read(sentences);
  expect(server.requests).toHaveLength(3);
  expect(notices).toEqual([]);
});

test('without a token the lexicon judges, and nobody is told of a failure', async () => {
  expect(await tone('').read(sentences)).toEqual({ tones: sentences.map(() => flat), judgedBy: 'VADER lexicon (on this machine)', kind: 'rules' });
  expect(notices).toEqual([]);
});

test('a model that is being loaded is asked again', async () => {
  server.play({ kind: 'status', status: 503, retryAfterSeconds: 0.1, message: 'Model is currently loading' }, { kind: 'works' });
  expect((await tone().read(['I am proud of it.'])).tones[0]?.label).toBe('positive');
  expect(notices).toEqual([]);
});

test.each([
  ['a wrong token', { kind: 'status', status: 401 }, /401/],
  ['a long wait', { kind: 'status', status: 429, retryAfterSeconds: 60 }, /429/],
  ['a page instead of labels', { kind: 'page' }, /not JSON/],
  ['a broken connection', { kind: 'breaks', afterShare: 0 }, /broke off/],
] as const)('after %s the lexicon judges all sentences, with one notice', async (_what, behaviour, why) => {
  server.play(behaviour);
  const model = tone();
  const { tones, judgedBy } = await model.read(sentences);
  expect(tones).toEqual(sentences.map(() => flat));
  expect(judgedBy).toContain('lexicon');
  await model.read(sentences);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatch(why);
});

test('a slow model is not waited for, and judges again after its rest', async () => {
  server.play({ kind: 'works', afterMs: 2_000 });
  const model = tone();
  const startedAt = performance.now();
  expect((await model.read(sentences, { timeoutMs: 200 })).judgedBy).toContain('lexicon');
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  server.play({ kind: 'works' });
  time += restMs.retryable + 1;
  expect((await model.read(sentences)).judgedBy).toContain('roberta');
  expect(notices.at(-1)).toBe('Tone: cardiffnlp/twitter-roberta-base-sentiment-latest works again.');
});

test('a caller’s giving up is no failure of the model', async () => {
  server.play({ kind: 'works', afterMs: 2_000 });
  await expect(tone().read(sentences, { signal: AbortSignal.timeout(50) })).rejects.toThrow();
  expect(notices).toEqual([]);
});
