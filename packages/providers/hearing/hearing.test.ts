/** One suite for every recogniser that is reached over a protocol, against servers that hear exactly what they are sent. */
import { initializeLogger, stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownAnswer, openaiTranscriptions, startAudioServer, startDeepgramListen, type AudioServer, type KnownRecording, type ListenServer } from '../../../tests/provider-servers/index.ts';
import { deepgramHearing } from '../cloud/deepgram-hearing.ts';
import { openaiHearing } from '../cloud/openai-hearing.ts';
import { restMs } from '../well-first.ts';
import type { HeardPiece } from './heard-piece.ts';
import { hearingSampleRate, type Hearing } from './hearing.ts';
import { WellFirstSTT } from './well-first-stt.ts';

let recording: KnownRecording & { text: string };
let deepgram: ListenServer;
let secondDeepgram: ListenServer;
let openai: AudioServer;

beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'fatal' });
  // "… We had, uh, eleven million accounts": a filler, and a pause.
  recording = await knownAnswer('q1-follow');
  [deepgram, secondDeepgram, openai] = await Promise.all([startDeepgramListen(recording), startDeepgramListen(recording), startAudioServer(openaiTranscriptions(recording))]);
});
afterAll(() => Promise.all([deepgram[Symbol.asyncDispose](), secondDeepgram[Symbol.asyncDispose](), openai[Symbol.asyncDispose]()]));
beforeEach(() => {
  deepgram.play({ kind: 'hears' });
  secondDeepgram.play({ kind: 'hears' });
  openai.play({ kind: 'works' });
});

const viaDeepgram = (apiKey = 'key'): Hearing => deepgramHearing({ apiKey, baseUrl: deepgram.url, model: 'nova-3', keyterms: ['ledger', 'reconciliation'] });
const viaSecond = (): Hearing => deepgramHearing({ apiKey: 'key', baseUrl: secondDeepgram.url, model: 'second' });
const viaOpenai = (apiKey = 'key'): Hearing => openaiHearing({ apiKey, baseUrl: `${openai.url}/v1`, model: 'whisper-1', keyterms: ['ledger'] });

/** Silence, the answer, silence; faster than it was spoken, on a clock of its own. */
async function hear(providers: readonly [Hearing, ...Hearing[]], options: { speed?: number; twice?: boolean; onSecond?: () => void } = {}) {
  const { speed = 25 } = options;
  let clock = 1_700_000_000_000;
  let rested = 0;
  const startedAt = clock;
  const notices: string[] = [];
  const pieces: HeardPiece[] = [];
  const voices: { speaking: boolean; finalsBefore: number }[] = [];
  const backlogs: number[] = [];
  const hearing = new WellFirstSTT({
    providers,
    notice: (text) => notices.push(text),
    onWords: (piece) => pieces.push(piece),
    onVoice: (speaking) => voices.push({ speaking, finalsBefore: pieces.filter(({ final }) => final).length }),
    onBacklog: (ms) => backlogs.push(ms),
    now: () => clock,
    restClock: () => performance.now() + rested,
  });
  const stream = hearing.stream();
  const events: stt.SpeechEvent[] = [];
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  const feed = async (samples: Int16Array): Promise<void> => {
    for (let from = 0; from + 160 <= samples.length; from += 160) {
      clock += 10;
      stream.pushFrame(new AudioFrame(samples.slice(from, from + 160), hearingSampleRate, 1, 160));
      if (from % (160 * speed) === 0) await new Promise((done) => setTimeout(done, 10));
    }
  };
  const silence = (seconds: number): Int16Array => new Int16Array(seconds * hearingSampleRate);
  await feed(silence(0.5));
  await feed(recording.samples);
  await feed(silence(1.5));
  if (options.twice === true) {
    // Time for the last words, and for a look at who is well again.
    await new Promise((done) => setTimeout(done, 500));
    rested = restMs.retryable * 2 + 1;
    options.onSecond?.();
    await feed(silence(4));
    await feed(recording.samples);
    await feed(silence(1.5));
  }
  stream.endInput();
  await reading;
  const finals = pieces.filter(({ final }) => final);
  const words = finals.flatMap((piece) => piece.words);
  return { notices, pieces, finals, voices, backlogs, events, words, text: words.map((word) => word.text).join(' '), from: startedAt / 1000 + 0.5 };
}

describe.each([
  { name: 'Deepgram', make: viaDeepgram, live: true, fail: () => deepgram.play({ kind: 'status', status: 503 }) },
  { name: 'an OpenAI-compatible Whisper', make: viaOpenai, live: false, fail: () => openai.play({ kind: 'status', status: 503 }) },
])('hearing through $name', ({ make, live, fail }) => {
  it('gives every word in order, fillers kept, each with its own time', async () => {
    const heard = await hear([make()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.text).toContain('We had, uh, eleven million accounts');
    heard.words.forEach((word, index) => {
      const known = recording.words[index];
      expect(Math.abs(word.start - heard.from - (known?.from ?? 0))).toBeLessThan(0.06);
      expect(Math.abs(word.end - heard.from - (known?.to ?? 0))).toBeLessThan(0.06);
      expect(word.estimated).toBe(false);
    });
    expect(heard.notices).toEqual([]);
  });

  it('replaces what it said before of a piece, and finishes each piece once', async () => {
    const { pieces, finals } = await hear([make()]);
    expect(finals.map(({ pieceId }) => pieceId)).toEqual(finals.map((_, index) => index));
    if (live) expect(pieces.length).toBeGreaterThan(finals.length * 3);
    else expect(pieces.length).toBe(finals.length);
  });

  it('tells of the voice before its words, and of its end after its last word is final', async () => {
    const { voices, events, finals } = await hear([make()]);
    expect(voices[0]).toEqual({ speaking: true, finalsBefore: 0 });
    expect(voices.at(-1)).toEqual({ speaking: false, finalsBefore: finals.length });
    expect(events[0]?.type).toBe(stt.SpeechEventType.START_OF_SPEECH);
    expect(events.at(-1)?.type).toBe(stt.SpeechEventType.END_OF_SPEECH);
  });

  it('is replaced when it does not answer, and no word is lost', async () => {
    fail();
    const heard = await hear([make(), viaSecond()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.notices).toHaveLength(1);
    expect(heard.notices[0]).toMatch(/^Hearing: .* failed \(.*503.*\); Deepgram second is used instead\.$/);
  });

  it('says so when its key is wrong', async () => {
    const heard = await hear([make('wrong'), viaSecond()]);
    expect(heard.notices[0]).toMatch(/401/);
    expect(heard.text).toBe(recording.text);
  });

  it('hears a whole recording at once', async () => {
    const event = await new WellFirstSTT({ providers: [make()], notice: () => {} }).recognize(new AudioFrame(recording.samples, hearingSampleRate, 1, recording.samples.length));
    expect(event.alternatives?.[0].text).toBe(recording.text);
  });
});

describe('Deepgram in the middle of a sentence', () => {
  it('is asked for fillers, interim words and the interview’s own terms, and for nothing tidied', async () => {
    await hear([viaDeepgram()]);
    const query = deepgram.connections[0];
    expect(Object.fromEntries(query ?? [])).toMatchObject({ filler_words: 'true', interim_results: 'true', smart_format: 'false', sample_rate: '16000', encoding: 'linear16', model: 'nova-3' });
    expect(query?.getAll('keyterm')).toEqual(['ledger', 'reconciliation']);
  });

  it.each(['drop', 'close'] as const)('%s: another one hears the rest, and no word is lost or said twice', async (then) => {
    deepgram.play({ kind: 'hears', words: 20, then });
    const heard = await hear([viaDeepgram(), viaSecond()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.notices).toHaveLength(1);
    expect(heard.backlogs.at(-1)).toBe(0);
  });

  it.each(['silence', 'garbage'] as const)('%s: it is given up after three seconds of voice without a word', async (then) => {
    deepgram.play({ kind: 'hears', words: 8, then });
    const heard = await hear([viaDeepgram(), viaSecond()], { speed: 3 });
    expect(heard.text).toBe(recording.text);
    expect(heard.notices[0]).toMatch(/no words for 3 s while somebody spoke/);
  }, 30_000);

  it('drops, and Whisper hears the rest', async () => {
    deepgram.play({ kind: 'hears', words: 20, then: 'drop' });
    const heard = await hear([viaDeepgram(), viaOpenai()]);
    expect(heard.text).toBe(recording.text);
  });

  it('never answers the handshake: another one hears everything', async () => {
    deepgram.play({ kind: 'hangs' });
    const heard = await hear([viaDeepgram(), viaSecond()], { speed: 3 });
    expect(heard.text).toBe(recording.text);
  }, 30_000);

  it('is used again in a pause when it has rested and is well', async () => {
    deepgram.play({ kind: 'hears', words: 8, then: 'drop' });
    const heard = await hear([viaDeepgram(), viaSecond()], { twice: true, onSecond: () => deepgram.play({ kind: 'hears' }) });
    expect(heard.text).toBe(`${recording.text} ${recording.text}`);
    expect(heard.notices).toHaveLength(2);
    expect(heard.notices[1]).toBe('Hearing: Deepgram nova-3 works again.');
    expect(deepgram.connections).toHaveLength(1);
  }, 30_000);

  it('is not announced again when it fails again after its rest', async () => {
    deepgram.play({ kind: 'hears', words: 8, then: 'drop' }, { kind: 'status', status: 503 });
    const heard = await hear([viaDeepgram(), viaSecond()], { twice: true });
    expect(heard.text).toBe(`${recording.text} ${recording.text}`);
    expect(heard.notices).toHaveLength(1);
  }, 30_000);

  it('alone and broken for a moment, is tried again, and what was said meanwhile is heard', async () => {
    deepgram.play({ kind: 'hears', words: 8, then: 'drop' }, { kind: 'status', status: 503 }, { kind: 'hears' });
    const heard = await hear([viaDeepgram()], { speed: 3 });
    expect(heard.text).toBe(recording.text);
    expect(heard.notices[0]).toMatch(/^Hearing: Deepgram nova-3 failed/);
    expect(heard.notices.at(-1)).toBe('Hearing: Deepgram nova-3 works again.');
  }, 30_000);

  it('may answer late: the end of a voice waits for its last words', async () => {
    deepgram.play({ kind: 'hears', afterMs: 120 });
    const { text, voices, finals } = await hear([viaDeepgram()]);
    expect(text).toBe(recording.text);
    expect(voices.at(-1)).toEqual({ speaking: false, finalsBefore: finals.length });
  });
});

describe('Whisper', () => {
  it('is asked again when it is busy for a moment', async () => {
    openai.play({ kind: 'status', status: 429, retryAfterSeconds: 0.2 }, { kind: 'works' });
    const heard = await hear([viaOpenai(), viaSecond()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.notices).toEqual([]);
  });

  it('is replaced when it asks for a long wait', async () => {
    openai.play({ kind: 'status', status: 429, retryAfterSeconds: 30 });
    const heard = await hear([viaOpenai(), viaSecond()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.notices[0]).toMatch(/429/);
  });

  it.each([{ kind: 'page' }, { kind: 'breaks', afterShare: 0 }] as const)('is replaced after %o', async (behaviour) => {
    openai.play(behaviour);
    const heard = await hear([viaOpenai(), viaSecond()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.notices).toHaveLength(1);
  });

  it('on a server that knows no word times, its words are placed in the voice and marked as estimated', async () => {
    openai.play({ kind: 'refuses', mention: 'verbose_json' });
    const heard = await hear([viaOpenai()]);
    expect(heard.text).toBe(recording.text);
    expect(heard.words.every((word) => word.estimated)).toBe(true);
    expect(heard.notices).toEqual([]);
  });
});

describe('while nobody can hear', () => {
  it('what was said waits, also longer than a pause, and is heard when somebody can again', async () => {
    deepgram.play({ kind: 'status', status: 503 }, { kind: 'status', status: 503 }, { kind: 'status', status: 503 }, { kind: 'hears' });
    const heard = await hear([viaDeepgram()], { speed: 4 });
    expect(heard.text).toBe(recording.text);
    expect(Math.max(...heard.backlogs)).toBeGreaterThan(3_000);
    expect(heard.backlogs.at(-1)).toBe(0);
  }, 30_000);
});

it('a stream that is closed leaves no connection behind and tells nothing more', async () => {
  // A server of its own: on another one a connection of the test before may still be closing.
  await using server = await startDeepgramListen(recording);
  server.play({ kind: 'hears', afterMs: 50 });
  const provider = deepgramHearing({ apiKey: 'key', baseUrl: server.url, model: 'nova-3', keyterms: [] });
  const pieces: HeardPiece[] = [];
  const stream = new WellFirstSTT({ providers: [provider], notice: (text) => expect.fail(text), onWords: (piece) => pieces.push(piece) }).stream();
  for (let from = 0; from < 3 * hearingSampleRate; from += 160) stream.pushFrame(new AudioFrame(recording.samples.slice(from, from + 160), hearingSampleRate, 1, 160));
  while (pieces.length === 0) await new Promise((done) => setTimeout(done, 10));
  expect(server.open).toBe(1);
  stream.close();
  const told = pieces.length;
  while (server.open > 0) await new Promise((done) => setTimeout(done, 10));
  expect(pieces.length).toBe(told);
});
