/** One suite for every voice that is reached over a protocol. */
import { initializeLogger } from '@livekit/agents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askedToSay, deepgramSpeak, geminiSpeech, openaiSpeech, secondsOf, startAudioServer, type AudioServer } from '../../../tests/provider-servers/index.ts';
import { deepgramVoice } from '../cloud/deepgram-voice.ts';
import { geminiVoice } from '../cloud/gemini-voice.ts';
import { openaiVoice } from '../cloud/openai-voice.ts';
import { restMs } from '../well-first.ts';
import type { SentenceVoice } from './sentence-voice.ts';
import { voiceSampleRate, WellFirstTTS } from './well-first-tts.ts';

const question = 'Tell me about a decision that you would make differently today, and about what you learned from it.';

let deepgram: AudioServer;
let openai: AudioServer;
let gemini: AudioServer;
let backup: AudioServer;

beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'fatal' });
  [deepgram, openai, gemini, backup] = await Promise.all([startAudioServer(deepgramSpeak), startAudioServer(openaiSpeech), startAudioServer(geminiSpeech), startAudioServer(openaiSpeech)]);
});
afterAll(() => Promise.all([deepgram, openai, gemini, backup].map((server) => server[Symbol.asyncDispose]())));
beforeEach(() => [deepgram, openai, gemini, backup].forEach((server) => server.play({ kind: 'works' })));

const second = (): SentenceVoice => openaiVoice({ apiKey: 'key', baseUrl: `${backup.url}/v1`, model: 'second', voice: 'cedar' });

/** Speaks, and notes when each frame came. */
async function say(voices: readonly [SentenceVoice, ...SentenceVoice[]], text: string, options: { abortAfterFrames?: number; clock?: () => number } = {}) {
  const notices: string[] = [];
  const speaking = new WellFirstTTS({ voices, notice: (notice) => notices.push(notice), restClock: options.clock });
  const abort = new AbortController();
  const startedAt = performance.now();
  let firstAt = Infinity;
  let seconds = 0;
  let frames = 0;
  const rates = new Set<number>();
  const finals: boolean[] = [];
  let loudest = 0;
  for await (const audio of speaking.synthesize(text, undefined, abort.signal)) {
    firstAt = Math.min(firstAt, performance.now() - startedAt);
    seconds += audio.frame.samplesPerChannel / audio.frame.sampleRate;
    rates.add(audio.frame.sampleRate);
    finals.push(audio.final);
    loudest = audio.frame.data.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
    frames += 1;
    if (frames === options.abortAfterFrames) abort.abort();
  }
  return { speaking, notices, firstAt, seconds, rates, finals, frames, loudest, tookMs: performance.now() - startedAt };
}

describe.each([
  { name: 'Deepgram', server: () => deepgram, make: (apiKey = 'key') => deepgramVoice({ apiKey, baseUrl: deepgram.url, voice: 'aura-2-thalia-en' }) },
  { name: 'OpenAI', server: () => openai, make: (apiKey = 'key') => openaiVoice({ apiKey, baseUrl: `${openai.url}/v1`, model: 'gpt-4o-mini-tts', voice: 'marin' }) },
  { name: 'Gemini', server: () => gemini, make: (apiKey = 'key') => geminiVoice({ apiKey, baseUrl: gemini.url, model: 'gemini-3.8-flash-lite-tts', voice: 'Kore' }) },
])('the voice of $name', ({ server, make }) => {
  it('says all of a sentence at one rate, undamaged, and marks the last frame', async () => {
    const said = await say([make()], question);
    expect(said.seconds).toBeCloseTo(secondsOf(question), 1);
    expect([...said.rates]).toEqual([voiceSampleRate]);
    // A byte out of step would be noise at full scale.
    expect(said.loudest).toBeLessThanOrEqual(9_000);
    expect(said.finals.filter(Boolean)).toEqual([true]);
    expect(said.finals.at(-1)).toBe(true);
    expect(said.notices).toEqual([]);
    expect(askedToSay(server().requests[0] ?? expect.fail())).toBe(question);
  });

  it('gives the first sound before the last is made', async () => {
    const said = await say([make()], question.repeat(3));
    expect(said.firstAt).toBeLessThan(said.tookMs / 2);
  });

  it('stops when it is no longer wanted', async () => {
    const said = await say([make()], question.repeat(3), { abortAfterFrames: 3 });
    expect(said.seconds).toBeLessThan(secondsOf(question.repeat(3)) / 2);
    expect(said.notices).toEqual([]);
  });

  it.each([
    ['an overloaded server', { kind: 'status', status: 503 }],
    ['a limit', { kind: 'status', status: 429, retryAfterSeconds: 20 }],
    ["a proxy's page", { kind: 'page' }],
    ['a reply without sound', { kind: 'breaks', afterShare: 0 }],
  ] as const)('is replaced at once after %s', async (_what, behaviour) => {
    server().play(behaviour);
    const said = await say([make(), second()], question);
    expect(said.seconds).toBeCloseTo(secondsOf(question), 1);
    expect(said.notices).toHaveLength(1);
    expect(said.notices[0]).toMatch(/^Voice: .* failed \(.*\); OpenAI second is used instead\.$/);
    expect(said.firstAt).toBeLessThan(1_000);
  });

  it('is replaced when the first sound is too long in coming', async () => {
    server().play({ kind: 'works', afterMs: 6_000 });
    const voice = make();
    const said = await say([voice, second()], question);
    expect(said.seconds).toBeCloseTo(secondsOf(question), 1);
    expect(said.notices[0]).toMatch(/gave no sound for/);
    expect(said.firstAt).toBeLessThan((voice.patienceMs?.first ?? 0) + 500);
  });

  it.each([false, true])('breaks off in the middle of a sentence (hanging: %s), and the next one says the rest', async (hang) => {
    server().play({ kind: 'breaks', afterShare: 0.5, hang });
    const said = await say([make(), second()], question);
    const rest = askedToSay(backup.requests[0] ?? expect.fail());
    expect(question.endsWith(rest)).toBe(true);
    // About half of it: at most a few words are said twice, none is left out.
    expect(rest.length / question.length).toBeGreaterThan(0.4);
    expect(rest.length / question.length).toBeLessThan(0.75);
    expect(said.seconds).toBeGreaterThan(secondsOf(question) * 0.95);
    expect(said.notices).toHaveLength(1);
  });

  it('says so when its key is wrong', async () => {
    const said = await say([make('wrong'), second()], question);
    expect(said.notices[0]).toMatch(/40[01].*(credentials|key)/i);
  });
});

describe('several voices', () => {
  const first = (): SentenceVoice => deepgramVoice({ apiKey: 'key', baseUrl: deepgram.url, voice: 'aura-2-thalia-en' });

  it('rest after a failure, and the first one speaks again when it is well', async () => {
    let time = 0;
    deepgram.play({ kind: 'status', status: 500 }, { kind: 'works' });
    const said = await say([first(), second()], question, { clock: () => time });
    const again = async (): Promise<void> => {
      for await (const _audio of said.speaking.synthesize(question)) continue;
    };
    await again();
    expect(deepgram.requests).toHaveLength(1);
    time = restMs.retryable + 1;
    await again();
    expect(deepgram.requests).toHaveLength(2);
    expect(said.notices.at(-1)).toBe('Voice: Deepgram aura-2-thalia-en works again.');
  });

  it('that all fail are silent and say so, without an error that ends the interview', async () => {
    deepgram.play({ kind: 'status', status: 500 });
    backup.play({ kind: 'status', status: 500 });
    const said = await say([first(), second()], question);
    expect(said.frames).toBe(0);
    expect(said.notices).toHaveLength(2);
  });

  it('speak what is still being written sentence by sentence, in order', async () => {
    const stream = new WellFirstTTS({ voices: [first()], notice: () => {} }).bySentence().stream();
    stream.pushText('I see. And how did you notice ');
    stream.pushText('that the index was the reason? Please go on.');
    stream.endInput();
    let seconds = 0;
    for await (const audio of stream) if (typeof audio !== 'symbol') seconds += audio.frame.samplesPerChannel / audio.frame.sampleRate;
    expect(deepgram.requests.map(askedToSay)).toEqual(['I see.', 'And how did you notice that the index was the reason?', 'Please go on.']);
    expect(seconds).toBeGreaterThan(4);
  });
});
