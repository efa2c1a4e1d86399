/** Cloud providers that fail in the middle, and the real models of this machine behind them. */
import { initializeLogger } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { loadProviderSettings } from '@greenroom/settings';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cacheDir } from '../../stack/places.ts';
import { installVoices } from '../../stack/voices/install.ts';
import { askedToSay, deepgramSpeak, knownAnswer, secondsOf, startAudioServer, startDeepgramListen, type AudioServer, type KnownRecording, type ListenServer } from '../../tests/provider-servers/index.ts';
import { prewarmSpeech, selectSpeech, type HeardPiece } from './select.ts';

let modelsDir: string;
let recording: KnownRecording & { text: string };
let listen: ListenServer;
let speak: AudioServer;

beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'fatal' });
  modelsDir = await installVoices(cacheDir(), (line) => process.stderr.write(`${line}\n`));
  recording = await knownAnswer('q1-follow');
  [listen, speak] = await Promise.all([startDeepgramListen(recording), startAudioServer(deepgramSpeak)]);
  await prewarmSpeech(loadProviderSettings(modelsDir, {}));
}, 10 * 60_000);
afterAll(() => Promise.all([listen[Symbol.asyncDispose](), speak[Symbol.asyncDispose]()]));

const plain = (text: string): string[] => text.toLowerCase().replace(/[^a-z0-9' ]+/g, ' ').split(' ').filter((word) => word !== '');

it('Deepgram drops in the middle of a sentence, and Moonshine hears the rest: the first half with measured times, the second with estimated ones', async () => {
  listen.play({ kind: 'hears', words: 16, then: 'drop' }, { kind: 'status', status: 503 });
  const pieces: HeardPiece[] = [];
  const notices: string[] = [];
  const { stt } = selectSpeech(loadProviderSettings(modelsDir, { DEEPGRAM_API_KEY: 'key', DEEPGRAM_BASE_URL: listen.url }), { onWords: (piece) => pieces.push(piece), onNotice: (text) => notices.push(text) });
  const stream = stt.stream();
  const reading = (async () => {
    for await (const _event of stream) continue;
  })();
  const audio = new Int16Array(recording.samples.length + 2 * recording.sampleRate);
  audio.set(recording.samples, recording.sampleRate / 2);
  const startedAt = performance.now();
  for (let from = 0; from + 160 <= audio.length; from += 160) {
    const wait = startedAt + from / 16 / 3 - performance.now();
    if (wait > 5) await new Promise((done) => setTimeout(done, wait));
    stream.pushFrame(new AudioFrame(audio.slice(from, from + 160), recording.sampleRate, 1, 160));
  }
  stream.endInput();
  await reading;
  const words = pieces.filter(({ final }) => final).flatMap((piece) => piece.words);
  const heard = plain(words.map((word) => word.text).join(' '));
  const known = plain(recording.text);
  // Moonshine may write a number in digits or hear an article amiss; nothing is missing in between.
  expect(heard.length).toBeGreaterThanOrEqual(known.length - 3);
  expect(heard.length).toBeLessThanOrEqual(known.length + 2);
  expect(known.filter((word) => !heard.includes(word)).length).toBeLessThanOrEqual(3);
  expect(words[0]?.estimated).toBe(false);
  expect(words.at(-1)?.estimated).toBe(true);
  expect(notices).toEqual([expect.stringMatching(/^Hearing: Deepgram nova-3 failed \(.*\); moonshine-tiny-en \(on this machine\) is used instead\.$/)]);
}, 60_000);

it('Aura breaks off in the middle of a sentence, and Piper says the rest', async () => {
  const question = 'Tell me about a decision that you would make differently today, and about what you learned from it.';
  speak.play({ kind: 'breaks', afterShare: 0.5 }, { kind: 'status', status: 503 });
  const notices: string[] = [];
  const { tts } = selectSpeech(loadProviderSettings(modelsDir, { DEEPGRAM_API_KEY: 'key', DEEPGRAM_BASE_URL: speak.url }), { onNotice: (text) => notices.push(text) });
  const stream = tts.stream();
  stream.pushText(question);
  stream.endInput();
  let seconds = 0;
  const rates = new Set<number>();
  for await (const audio of stream) {
    if (typeof audio === 'symbol') continue;
    seconds += audio.frame.samplesPerChannel / audio.frame.sampleRate;
    rates.add(audio.frame.sampleRate);
  }
  expect(askedToSay(speak.requests[0] ?? expect.fail())).toBe(question);
  expect(seconds).toBeGreaterThan(secondsOf(question) * 0.5 + 2);
  expect([...rates]).toEqual([24_000]);
  expect(notices).toEqual([expect.stringMatching(/^Voice: Deepgram .* failed \(.*\); piper-en_US-joe-medium \(on this machine\) is used instead\.$/)]);
}, 60_000);
