/** Two models beside each other, with the official SDKs against servers that are slow, break off, refuse and vanish. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { geminiGenerate, openaiChat, startProviderServer, type ProviderServer } from '../../../tests/provider-servers/index.ts';
import { firstWorking, geminiModel, openaiModel, restMs, type LanguageModel, type ObjectRequest } from './index.ts';

const hedgeAfterMs = 250;
/** Where the first model is to be in time, also on a busy machine. */
const patient = { hedgeAfterMs: 1_500 } as const;
const Who = z.object({ who: z.string() });
const answers = (who: string) => ({ kind: 'object', value: { who } }) as const;
const late = (who: string, ms: number) => ({ kind: 'slow', ms, value: { who } }) as const;

let gemini: ProviderServer;
let openai: ProviderServer;
let notices: string[];
let answeredBy: string[];
let time: number;
let model: LanguageModel;

beforeAll(async () => {
  [gemini, openai] = await Promise.all([startProviderServer(geminiGenerate), startProviderServer(openaiChat)]);
});
afterAll(() => Promise.all([gemini[Symbol.asyncDispose](), openai[Symbol.asyncDispose]()]));

beforeEach(() => {
  notices = [];
  answeredBy = [];
  time = 0;
  gemini.play(answers('gemini'));
  openai.play(answers('openai'));
  model = firstWorking(
    [geminiModel({ apiKey: 'key', baseUrl: gemini.url, model: 'gemini-2.5-flash' }), openaiModel({ apiKey: 'key', baseUrl: `${openai.url}/v1`, model: 'gpt-4.1-mini' })],
    { onFallback: (notice) => notices.push(notice), now: () => time + performance.now() },
  );
});

async function ask(more: Partial<ObjectRequest<z.infer<typeof Who>>> = {}): Promise<{ who: string; ms: number }> {
  const startedAt = performance.now();
  const { who } = await model.generateObject({ instructions: 'Say who you are.', data: null, schema: Who, schemaName: 'who', timeoutMs: 2_500, hedgeAfterMs, answeredBy: (name) => answeredBy.push(name), ...more });
  return { who, ms: performance.now() - startedAt };
}

test('a first model that answers in time is the only one asked', async () => {
  gemini.play(late('gemini', 100));
  expect((await ask(patient)).who).toBe('gemini');
  await new Promise((resolve) => setTimeout(resolve, patient.hedgeAfterMs));
  expect(openai.requests).toHaveLength(0);
  expect(answeredBy).toEqual(['gemini-2.5-flash']);
});

test('when the first word is late, the second model is asked after the delay, the sooner one counts, and the other is called off', async () => {
  gemini.play(late('gemini', 2_000));
  const { who, ms } = await ask();
  expect(who).toBe('openai');
  expect(ms).toBeGreaterThanOrEqual(hedgeAfterMs - 10);
  expect(ms).toBeLessThan(1_500);
  expect(answeredBy).toEqual(['gpt-4.1-mini']);
  await expect.poll(() => gemini.abandoned).toBe(1);
  expect(notices).toEqual([]);
});

test('a first model that is late, and still sooner than the second, is taken', async () => {
  gemini.play(late('gemini', 400));
  openai.play(late('openai', 2_000));
  expect((await ask()).who).toBe('gemini');
  expect(openai.requests).toHaveLength(1);
  await expect.poll(() => openai.abandoned).toBe(1);
  expect(notices).toEqual([]);
});

test('a model that is slow has not failed: it is asked first again, and rests nowhere', async () => {
  gemini.play(late('gemini', 2_000), answers('gemini'));
  expect((await ask()).who).toBe('openai');
  expect((await ask(patient)).who).toBe('gemini');
});

test('a model that is slow again and again is asked second for a while; that is said once, and once that it is over', async () => {
  gemini.play(late('gemini', 2_000));
  for (const _ of [1, 2, 3]) expect((await ask()).who).toBe('openai');
  expect(notices).toEqual(['gemini-2.5-flash answers slowly; gpt-4.1-mini is asked first for now.']);
  const next = await ask(patient);
  expect(next.who).toBe('openai');
  expect(next.ms).toBeLessThan(patient.hedgeAfterMs);
  expect(gemini.requests).toHaveLength(3);
  time += restMs.retryable + 1;
  expect((await ask()).who).toBe('openai');
  expect(notices).toHaveLength(1);
  gemini.play(answers('gemini'));
  time += restMs.retryable + 1;
  expect((await ask(patient)).who).toBe('gemini');
  expect(notices.slice(1)).toEqual(['gemini-2.5-flash answers in time again.']);
});

test.each([
  ['a reply that breaks off', { kind: 'drop', afterMs: 60 }, /could not be reached or sent no usable reply/],
  ['a dropped socket', { kind: 'drop' }, /could not be reached or sent no usable reply/],
  ['a rate limit that asks for a second', { kind: 'status', status: 429, retryAfterSeconds: 1 }, /429/],
  ['a rate limit that asks for a minute', { kind: 'status', status: 429, retryAfterSeconds: 60 }, /429/],
  ['an overloaded server', { kind: 'status', status: 503 }, /503/],
  ['a wrong key', { kind: 'status', status: 403, message: 'denied' }, /403 denied/],
  ['an object of another form', { kind: 'object', value: { whom: 1 } }, /does not fit who/],
] as const)('after %s the second model is asked at once', async (_, behaviour, why) => {
  gemini.play(behaviour);
  const { who, ms } = await ask(patient);
  expect(who).toBe('openai');
  expect(ms).toBeLessThan(patient.hedgeAfterMs - 100);
  expect(notices).toEqual([expect.stringMatching(why)]);
  expect(notices[0]).toMatch(/^gemini-2\.5-flash does not answer .*; gpt-4\.1-mini is used instead\.$/);
});

test('a rate limit of a minute is kept to, and the model answers again afterwards', async () => {
  gemini.play({ kind: 'status', status: 429, retryAfterSeconds: 60 }, answers('gemini'));
  await ask();
  time += restMs.retryable + 1;
  expect((await ask()).who).toBe('openai');
  time += 30_000;
  expect((await ask(patient)).who).toBe('gemini');
  expect(notices.at(-1)).toBe('gemini-2.5-flash answers again.');
});

test('a resting model is not asked beside a slow one, and is asked when the other fails', async () => {
  openai.play({ kind: 'status', status: 500 });
  gemini.play({ kind: 'status', status: 500 });
  await expect(ask()).rejects.toThrow();
  time += restMs.retryable + 1;
  gemini.play({ kind: 'status', status: 500 });
  openai.play(late('openai', 600));
  expect((await ask()).who).toBe('openai');
  // Now the first one rests.
  const asked = gemini.requests.length;
  expect((await ask()).who).toBe('openai');
  expect(gemini.requests).toHaveLength(asked);
  gemini.play(answers('gemini'));
  openai.play({ kind: 'status', status: 400 });
  expect((await ask()).who).toBe('gemini');
});

test('a slow first one leaves time for a resting one', async () => {
  openai.play({ kind: 'status', status: 500 });
  gemini.play({ kind: 'status', status: 400 });
  await expect(ask()).rejects.toThrow();
  time += restMs.permanent + 1;
  gemini.play({ kind: 'status', status: 500 });
  await expect(ask()).rejects.toThrow();
  // Both rest now; the first of them is slow.
  gemini.play(late('gemini', 5_000));
  openai.play(answers('openai'));
  expect((await ask({ timeoutMs: 1_500 })).who).toBe('openai');
});

test('who gives up while both are asked calls both off, and nobody is told anything', async () => {
  gemini.play(late('gemini', 2_000));
  openai.play(late('openai', 2_000));
  const caller = new AbortController();
  setTimeout(() => caller.abort(new Error('the candidate went on')), hedgeAfterMs + 150);
  await expect(ask({ signal: caller.signal })).rejects.toThrow('the candidate went on');
  await expect.poll(() => [gemini.abandoned, openai.abandoned]).toEqual([1, 1]);
  expect(notices).toEqual([]);
  gemini.play(answers('gemini'));
  expect((await ask(patient)).who).toBe('gemini');
});

test('when neither answers in time the request ends in time, and says so of both', async () => {
  gemini.play(late('gemini', 5_000));
  openai.play(late('openai', 5_000));
  const startedAt = performance.now();
  await expect(ask({ timeoutMs: 700 })).rejects.toThrow(/did not reply within/);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(notices).toHaveLength(2);
});
