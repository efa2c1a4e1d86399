/** The real models: they are installed into the cache by the first run. */
import { initializeLogger, stt, type tts } from '@livekit/agents';
import { AudioFrame, AudioResampler } from '@livekit/rtc-node';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { loadProviderSettings } from '@greenroom/settings';
import { loadAnswers, type DemoAnswers } from '../../../stack/demo/answers.ts';
import { cacheDir } from '../../../stack/places.ts';
import { installVoices } from '../../../stack/voices/install.ts';
import { prewarmSpeech, selectSpeech, type HeardPiece, type Speech } from '../select.ts';
import { loadMoonshine } from './moonshine.ts';
import { MoonshineSTT } from './moonshine-stt.ts';
import { piperSampleRate } from './piper.ts';
import { PiperTTS } from './piper-tts.ts';

let modelsDir: string;
let answers: DemoAnswers;
const opened: { close(): void }[] = [];

beforeAll(async () => {
  initializeLogger({ pretty: false, level: 'warn' });
  modelsDir = await installVoices(cacheDir(), (line) => process.stderr.write(`${line}\n`));
  answers = await loadAnswers();
  await prewarmSpeech(loadProviderSettings(modelsDir, {}));
}, 10 * 60_000);
afterEach(() => opened.splice(0).forEach((one) => one.close()));

const silence = (seconds: number): Int16Array => new Int16Array(Math.round(seconds * 48_000));
const clip = (id: string, which: 'answer' | 'followUp' = 'followUp') => {
  const recording = answers.recordings.get(id)?.[which];
  if (recording?.text === undefined) throw new Error(`no recording ${id} ${which}`);
  return { samples: recording.samples, text: recording.text };
};
const plain = (text: string): string[] => text.toLowerCase().replace(/[^a-z0-9' ]+/g, ' ').split(' ').filter((word) => word !== '');

function wordErrors(reference: string[], heard: string[]): number {
  let row = heard.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, expected] of reference.entries()) {
    const next = [i + 1];
    for (const [j, word] of heard.entries()) next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (word === expected ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Feeds 48 kHz audio in frames of 10 ms; `pace` in milliseconds per frame, 0 for as fast as it goes on a clock of its own. */
async function hear(parts: Int16Array[], options: { pace: number; beforeEnd?: () => Promise<void> }) {
  let clock = 1_000_000_000_000;
  const startedAt = options.pace === 0 ? clock : Date.now();
  const pieces: (HeardPiece & { atMs: number })[] = [];
  const hearing = new MoonshineSTT({ modelsDir, onWords: (piece) => pieces.push({ ...piece, atMs: Date.now() }), now: options.pace === 0 ? () => clock : undefined });
  const stream = hearing.stream();
  opened.push(stream);
  const events: stt.SpeechEvent[] = [];
  const reading = (async () => {
    for await (const event of stream) events.push(event);
  })();
  let frames = 0;
  for (const part of parts) {
    for (let from = 0; from + 480 <= part.length; from += 480) {
      frames += 1;
      clock += 10;
      const wait = startedAt + frames * options.pace - Date.now();
      if (options.pace > 0 && wait > 0) await new Promise((done) => setTimeout(done, wait));
      stream.pushFrame(new AudioFrame(part.slice(from, from + 480), 48_000, 1, 480));
    }
  }
  await options.beforeEnd?.();
  stream.endInput();
  await reading;
  const finals = pieces.filter(({ final }) => final);
  return { events, pieces, finals, startedAt, text: finals.map(({ text }) => text).join(' '), words: finals.flatMap(({ words }) => words) };
}

describe('hearing on this machine', () => {
  it('understands the demo answers with at most 4 % of the words wrong, numbers in digits counted as wrong', async () => {
    let errors = 0;
    let total = 0;
    for (const { id } of answers.questions) {
      for (const which of ['answer', 'followUp'] as const) {
        const { samples, text } = clip(id, which);
        const heard = await hear([silence(0.5), samples, silence(0.8)], { pace: 0 });
        errors += wordErrors(plain(text), plain(heard.text));
        total += plain(text).length;
      }
    }
    expect(errors / total).toBeLessThanOrEqual(0.04);
  }, 60_000);

  it('tells words while they are spoken, and for good after a pause', async () => {
    const heard = await hear([silence(0.5), clip('q3').samples, silence(1.2)], { pace: 10 });
    const types = heard.events.map(({ type }) => type);
    expect(types[0]).toBe(stt.SpeechEventType.START_OF_SPEECH);
    expect(types.at(-1)).toBe(stt.SpeechEventType.END_OF_SPEECH);
    const first = heard.pieces[0];
    expect(first?.final).toBe(false);
    // Live means: words came while the clip was still being spoken, many times.
    expect((first?.atMs ?? Infinity) / 1000).toBeLessThan(heard.finals.at(-1)?.voicedTo ?? 0);
    expect(heard.pieces.filter(({ final }) => !final).length).toBeGreaterThan(5);
    expect(heard.finals.length).toBeGreaterThan(0);
  }, 30_000);

  it('places words in order inside what was voiced, and leaves pauses between them', async () => {
    const heard = await hear([silence(1), clip('q1', 'answer').samples, silence(1)], { pace: 0 });
    const start = heard.startedAt / 1000 + 1;
    heard.words.forEach((word, index) => {
      expect(word.estimated).toBe(true);
      expect(word.end).toBeGreaterThan(word.start);
      expect(word.start).toBeGreaterThanOrEqual((heard.words[index - 1]?.end ?? 0) - 1e-6);
    });
    // The clip: speech from 0, pauses of 0.5 s at 1.47 s and of 0.7 s at 7.07 s, and its end at 15.57 s.
    expect(Math.abs((heard.words[0]?.start ?? 0) - start)).toBeLessThan(0.15);
    expect(Math.abs((heard.words.at(-1)?.end ?? 0) - start - 15.57)).toBeLessThan(0.25);
    const pauses = heard.words.slice(1).map((word, index) => ({ at: (heard.words[index]?.end ?? 0) - start, length: word.start - (heard.words[index]?.end ?? 0) }));
    for (const [at, length] of [[1.47, 0.5], [7.07, 0.7]] as const) {
      const nearest = pauses.find((pause) => Math.abs(pause.at - at) < 0.2 && pause.length > 0.25);
      expect(nearest?.length).toBeGreaterThan(length - 0.15);
      expect(nearest?.length).toBeLessThan(length + 0.15);
    }
  });

  it('finishes what was said when the frames stop coming', async () => {
    const half = clip('q2').samples.slice(0, 48_000 * 1.6);
    const heard = await hear([silence(0.3), half], { pace: 10, beforeEnd: () => new Promise((done) => setTimeout(done, 4_000)) });
    expect(plain(heard.text).slice(0, 3)).toEqual(['i', 'learned', 'to']);
    // Before the end of the input, which comes 4 s later.
    expect((heard.finals[0]?.atMs ?? Infinity) - heard.startedAt).toBeLessThan(5_500);
  });

  it('hears nothing in silence', async () => {
    const heard = await hear([silence(3)], { pace: 0 });
    expect(heard.events).toEqual([]);
    expect(heard.pieces).toEqual([]);
  });

  it('understands a whole recording at once, longer than the recogniser can take', async () => {
    const { samples, text } = clip('q2', 'answer');
    const event = await new MoonshineSTT({ modelsDir }).recognize(new AudioFrame(samples, 48_000, 1, samples.length));
    const heard = plain(event.alternatives?.[0].text ?? '');
    expect(wordErrors(plain(text), heard) / plain(text).length).toBeLessThan(0.05);
  });

  it('says how to install the models when they are not there', async () => {
    await expect(loadMoonshine('/nowhere')).rejects.toThrow('npm run stack -- up');
  });
});

async function collect(stream: tts.ChunkedStream | tts.SynthesizeStream): Promise<AudioFrame[]> {
  const frames: AudioFrame[] = [];
  for await (const audio of stream) if (typeof audio !== 'symbol') frames.push(audio.frame);
  return frames;
}
const joined = (frames: AudioFrame[]): Int16Array => {
  const samples = new Int16Array(frames.reduce((sum, frame) => sum + frame.samplesPerChannel, 0));
  let at = 0;
  for (const frame of frames) {
    samples.set(frame.data, at);
    at += frame.samplesPerChannel;
  }
  return samples;
};

describe('speaking on this machine', () => {
  it('is understood by the hearing', async () => {
    const question = 'Tell me about a time when you disagreed with a colleague about a decision. What did you do?';
    const spoken = joined(await collect(new PiperTTS({ modelsDir }).synthesize(question)));
    const resampler = new AudioResampler(piperSampleRate, 16_000);
    const frames = [...resampler.push(new AudioFrame(spoken, piperSampleRate, 1, spoken.length)), ...resampler.flush()];
    const text = await (await loadMoonshine(modelsDir)).transcribe(joined(frames));
    // The voice varies a little each time; "a colleague" may become "the colleague".
    expect(wordErrors(plain(question), plain(text))).toBeLessThanOrEqual(1);
  });

  it('begins at once, does not clip, and ends with a short pause', async () => {
    for (const sentence of ['Right.', 'Hello Dana.', 'Please introduce yourself: what do you work on, and what are you proud of?']) {
      const samples = joined(await collect(new PiperTTS({ modelsDir }).synthesize(sentence)));
      const loud = (sample: number): boolean => Math.abs(sample) > 0.01 * 32_768;
      expect(samples.findIndex(loud) / piperSampleRate).toBeLessThan(0.06);
      expect((samples.length - samples.findLastIndex(loud)) / piperSampleRate).toBeLessThan(0.3);
      expect(samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThan(32_767);
    }
  });

  it('leaves the event loop free while it makes a long sentence', async () => {
    let longestStall = 0;
    const startedAt = performance.now();
    let last = startedAt;
    const watch = setInterval(() => {
      longestStall = Math.max(longestStall, performance.now() - last);
      last = performance.now();
    }, 5);
    await collect(new PiperTTS({ modelsDir }).synthesize('We would like to hear what the hardest part of that migration was, how you found out, and what you would do in another way today.'));
    clearInterval(watch);
    // On a busy machine everything takes longer: a call that blocks would take all of the time.
    expect(longestStall).toBeLessThan((performance.now() - startedAt) / 3);
  });

  it('gives the first sentence out before the later ones are made', async () => {
    const speech: Speech = selectSpeech(loadProviderSettings(modelsDir, {}));
    const stream = speech.tts.stream();
    const startedAt = performance.now();
    stream.pushText('I see. And how did you notice that the index was the reason? Please take me through the first ten minutes, step by step.');
    stream.endInput();
    let firstAt = Infinity;
    for await (const audio of stream) if (typeof audio !== 'symbol') firstAt = Math.min(firstAt, performance.now() - startedAt);
    const wholeAt = performance.now() - startedAt;
    expect(firstAt).toBeLessThan(wholeAt / 2);
  });

  it('stops when it is no longer wanted', async () => {
    const abort = new AbortController();
    const stream = new PiperTTS({ modelsDir }).synthesize('This will never be heard.', undefined, abort.signal);
    abort.abort();
    expect(await collect(stream)).toEqual([]);
  });

  it('says nothing for a text without words', async () => {
    expect(await collect(new PiperTTS({ modelsDir }).synthesize('…'))).toEqual([]);
  });
});
