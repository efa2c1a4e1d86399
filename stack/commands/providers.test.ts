import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deepgramSpeak, huggingfaceClassify, knownAnswer, startAudioServer, startDeepgramListen, type AudioServer, type ListenServer } from '../../tests/provider-servers/index.ts';
import { StackError } from '../stack-error.ts';
import { providers } from './providers.ts';

let listen: ListenServer;
let speak: AudioServer;
let classify: AudioServer;
let lines: string[];

beforeAll(async () => {
  [listen, speak, classify] = await Promise.all([startDeepgramListen(await knownAnswer('q1-answer')), startAudioServer(deepgramSpeak), startAudioServer(huggingfaceClassify)]);
});
afterAll(() => Promise.all([listen, speak, classify].map((server) => server[Symbol.asyncDispose]())));
beforeEach(() => {
  lines = [];
  listen.play({ kind: 'hears' });
});
const run = (env: Record<string, string>): Promise<number> => providers(env, (line) => lines.push(line));

test('without keys it says what each key would give, and nothing has failed', async () => {
  expect(await run({})).toBe(0);
  expect(lines.join('\n')).toMatch(/not set {3}DEEPGRAM_API_KEY: gives hearing.*Without it: Moonshine and Piper on this machine/);
  expect(lines.at(-1)).toMatch(/everything runs on this machine/);
});

test('a key that works is shown with its latency and what came back', async () => {
  expect(await run({ DEEPGRAM_API_KEY: 'secret-key', DEEPGRAM_BASE_URL: listen.url, VOICE_ORDER: 'local' })).toBe(0);
  expect(lines[0]).toMatch(/^works {5}hearing {2}Deepgram nova-3, \d+ ms: heard "Hi, thanks for having me\."$/);
  expect(await run({ DEEPGRAM_API_KEY: 'secret-key', DEEPGRAM_BASE_URL: speak.url, HEARING_ORDER: 'local', HF_TOKEN: 'hf', HF_BASE_URL: classify.url })).toBe(0);
  expect(lines.join('\n')).toMatch(/works {5}voice {4}Deepgram aura-2-thalia-en, \d+ ms: first sound after \d+ ms/);
  expect(lines.join('\n')).toMatch(/works {5}tone {5}cardiffnlp.*positive/);
});

test('a configured key that fails is named with its variable, never shown, and makes the command fail', async () => {
  expect(await run({ DEEPGRAM_API_KEY: 'wrong', DEEPGRAM_BASE_URL: listen.url, VOICE_ORDER: 'local' })).toBe(1);
  expect(lines[0]).toMatch(/^FAILED {4}hearing {2}Deepgram nova-3: Deepgram answered 401\. Check DEEPGRAM_API_KEY/);
  expect(lines.join('\n')).not.toMatch(/wrong/);
});

test('a wrong setting is named', async () => {
  await expect(run({ HEARING_ORDER: 'whisper' })).rejects.toThrow(StackError);
  await expect(run({ HEARING_ORDER: 'whisper' })).rejects.toThrow(/HEARING_ORDER: expected names out of deepgram, openai, local/);
});
