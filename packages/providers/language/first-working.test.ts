import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { geminiGenerate, openaiChat, startProviderServer, type ProviderServer } from '../../../tests/provider-servers/index.ts';
import { selectLanguageModel } from '../select.ts';
import { firstWorking, geminiModel, openaiModel, ProviderError, restMs, type LanguageModel } from './index.ts';

let gemini: ProviderServer;
let openai: ProviderServer;
let notices: string[];
let time: number;
let model: LanguageModel;

beforeAll(async () => {
  [gemini, openai] = await Promise.all([startProviderServer(geminiGenerate), startProviderServer(openaiChat)]);
});
afterAll(() => Promise.all([gemini[Symbol.asyncDispose](), openai[Symbol.asyncDispose]()]));

const settings = (geminiKey = 'key') => ({ gemini: { apiKey: geminiKey, baseUrl: gemini.url, model: 'gemini-2.5-flash', embeddingModel: 'gemini-embedding-001' }, openai: { apiKey: 'key', baseUrl: `${openai.url}/v1`, model: 'gpt-4.1-mini', embeddingModel: 'text-embedding-3-small' } });
const answers = (who: string) => ({ kind: 'object', value: { who } }) as const;
const who = async (timeoutMs = 5_000): Promise<string> => (await model.generateObject({ instructions: 'Say who you are.', data: null, schema: z.object({ who: z.string() }), schemaName: 'who', timeoutMs })).who;

beforeEach(() => {
  notices = [];
  time = 0;
  gemini.play(answers('gemini'));
  openai.play(answers('openai'));
  model = firstWorking([geminiModel(settings().gemini), openaiModel(settings().openai)], { onFallback: (notice) => notices.push(notice), now: () => time + performance.now() });
});

test('the first one answers while it is well, and nobody is told anything', async () => {
  expect([await who(), await who()]).toEqual(['gemini', 'gemini']);
  expect(model.name).toBe('gemini-2.5-flash');
  expect(notices).toEqual([]);
});

test('when the first fails the second answers, with one notice, and the first comes back when it is well again', async () => {
  gemini.play({ kind: 'status', status: 503, message: 'overloaded' });
  expect([await who(), await who()]).toEqual(['openai', 'openai']);
  expect(model.name).toBe('gpt-4.1-mini');
  expect(notices).toEqual(['gemini-2.5-flash does not answer (Gemini answered 503 overloaded); gpt-4.1-mini is used instead.']);
  gemini.play(answers('gemini'));
  time += restMs.retryable + 1;
  expect(await who()).toBe('gemini');
  expect(notices.at(-1)).toBe('gemini-2.5-flash answers again.');
});

test('while it rests the first one is not asked', async () => {
  gemini.play({ kind: 'status', status: 500 });
  await who();
  gemini.play(answers('gemini'));
  expect(await who()).toBe('openai');
  expect(gemini.requests).toHaveLength(0);
});

test('a slow first one leaves time for the second', async () => {
  gemini.play({ kind: 'slow', ms: 10_000, value: { who: 'gemini' } });
  const startedAt = performance.now();
  expect(await who(1_000)).toBe('openai');
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('when none works the error says why, and the next call still tries', async () => {
  gemini.play({ kind: 'status', status: 500 });
  openai.play({ kind: 'status', status: 400, message: 'bad request' });
  await expect(who()).rejects.toBeInstanceOf(ProviderError);
  expect(notices).toHaveLength(2);
  openai.play(answers('openai'));
  expect(await who()).toBe('openai');
});

test("a caller's giving up is no failure of the model", async () => {
  gemini.play({ kind: 'slow', ms: 10_000, value: { who: 'gemini' } });
  const signal = AbortSignal.timeout(100);
  await expect(model.generateObject({ instructions: '', data: null, schema: z.object({ who: z.string() }), schemaName: 'who', signal })).rejects.toThrow();
  expect(notices).toEqual([]);
});

test('settings choose: none, one, or both with a fallback', async () => {
  const told: string[] = [];
  expect(selectLanguageModel({ gemini: undefined, openai: undefined }, (notice) => told.push(notice))).toBeUndefined();
  expect(selectLanguageModel({ gemini: undefined, openai: settings().openai }, (notice) => told.push(notice))?.name).toBe('gpt-4.1-mini');
  const both = selectLanguageModel(settings('wrong'), (notice) => told.push(notice));
  expect(await both?.generateObject({ instructions: '', data: null, schema: z.object({ who: z.string() }), schemaName: 'who' })).toEqual({ who: 'openai' });
  expect(told).toEqual(['gemini-2.5-flash does not answer (Gemini answered 400 API key not valid. Please pass a valid API key.); gpt-4.1-mini is used instead.']);
});
