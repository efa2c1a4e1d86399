/** What administrators are told of the providers, against servers that speak their protocols. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProviderHealth } from '@greenroom/contracts';
import { loadProviderSettings } from '@greenroom/settings';
import { deepgramSpeak, huggingfaceClassify, knownAnswer, openaiChat, startAudioServer, startDeepgramListen, startProviderServer, type AudioServer, type ListenServer, type ProviderServer } from '../tests/provider-servers/index.ts';
import { createLog } from './log.ts';
import { createProviderHealth } from './provider-health.ts';

let listen: ListenServer;
let speak: AudioServer;
let classify: AudioServer;
let chat: ProviderServer;
beforeAll(async () => {
  [listen, speak, classify, chat] = await Promise.all([startDeepgramListen(await knownAnswer('q1-answer')), startAudioServer(deepgramSpeak), startAudioServer(huggingfaceClassify), startProviderServer(openaiChat)]);
});
afterAll(() => Promise.all([listen, speak, classify, chat].map((server) => server[Symbol.asyncDispose]())));

const logged: string[] = [];
const log = createLog('info', { write: (line: string) => void logged.push(line) });
const health = (env: Record<string, string>, now?: () => number) => createProviderHealth(loadProviderSettings('/nowhere', env), now);
const shown = async (env: Record<string, string>) => (await health(env).run(log)).map((each) => ProviderHealth.parse(each));

test('without keys each task says what runs on this machine, and nothing is asked', async () => {
  const items = await shown({});
  expect(items.map(({ task, name, status, milliseconds }) => [task, name, status, milliseconds])).toEqual([
    ['hearing', 'Moonshine', 'fallback', null], ['thinking', 'Local rules', 'fallback', null], ['voice', 'Piper', 'fallback', null],
    ['tone', 'VADER lexicon', 'fallback', null], ['embeddings', 'Comparison by words', 'fallback', null],
  ]);
  for (const { detail } of items) expect(detail).toMatch(/^No key is set: /);
});

test('what answers is shown with its time; each provider of a task has its line', async () => {
  chat.play({ kind: 'object', value: { word: 'ready' } });
  const items = await shown({
    OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${chat.url}/v1`, DEEPGRAM_API_KEY: 'secret-key', DEEPGRAM_BASE_URL: speak.url, HEARING_ORDER: 'local', HF_TOKEN: 'hf', HF_BASE_URL: classify.url,
  });
  expect(items.map(({ task, name, status }) => [task, name, status])).toEqual([
    ['hearing', 'Moonshine', 'fallback'], ['thinking', 'OpenAI gpt-4.1-mini', 'ok'], ['voice', 'Deepgram aura-2-thalia-en', 'ok'],
    ['tone', 'cardiffnlp/twitter-roberta-base-sentiment-latest', 'ok'], ['embeddings', 'Comparison by words', 'fallback'],
  ]);
  for (const { status, milliseconds, detail } of items) if (status === 'ok') expect([milliseconds, detail]).toEqual([expect.any(Number), null]);
});

test.each([
  ['refuses the key', { kind: 'status', status: 401, message: 'Incorrect API key provided: sk-sec*****ret.' }, /^It refuses the key \(401\)\. OPENAI_API_KEY/],
  ['has nothing left', { kind: 'status', status: 429, message: 'You exceeded your current quota.' }, /^Too many requests, or nothing is left/],
  ['does not know the model', { kind: 'status', status: 404, message: 'The model does not exist.' }, /does not know this model/],
  ['has a failure', { kind: 'status', status: 503, message: 'Overloaded.' }, /failure of its own \(503\)/],
  ['answers something else', { kind: 'text', text: 'ready?' }, /does not answer with what was asked for/],
] as const)('a provider that %s fails in our words, which hold nothing of the key, and the others are shown all the same', async (_, behaviour, detail) => {
  logged.length = 0;
  chat.play(behaviour);
  const items = await shown({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${chat.url}/v1`, HF_TOKEN: 'hf', HF_BASE_URL: classify.url });
  expect(items.find(({ task }) => task === 'thinking')).toMatchObject({ status: 'failing', detail: expect.stringMatching(detail) as string });
  expect(items.find(({ task }) => task === 'tone')).toMatchObject({ status: 'ok' });
  expect(JSON.stringify(items) + logged.join('')).not.toMatch(/sk-|secret/);
});

test('a provider that cannot be reached is a line, not an error', async () => {
  expect((await shown({ DEEPGRAM_API_KEY: 'secret-key', DEEPGRAM_BASE_URL: 'http://127.0.0.1:9', VOICE_ORDER: 'local' }))[0]).toMatchObject({ task: 'hearing', status: 'failing' });
});

test('who asks again within half a minute gets the same answer, at no cost', async () => {
  chat.play({ kind: 'object', value: { word: 'ready' } });
  let now = 0;
  const check = health({ OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: `${chat.url}/v1` }, () => now);
  const before = chat.requests.length;
  const [first, second] = await Promise.all([check.run(log), check.run(log)]);
  now = 29_000;
  expect([await check.run(log), second]).toEqual([first, first]);
  expect(chat.requests.length - before).toBe(1);
  now = 31_000;
  await check.run(log);
  expect(chat.requests.length - before).toBe(2);
});
