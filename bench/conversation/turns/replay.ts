/**
 * A recording through the local hearing, faster than it was spoken, with every result at the place at which it would have
 * been known. The listener's clock is the recording: a recognition takes as long as it does on one quiet core, and the
 * audio that arrives meanwhile is heard before its result is.
 */
import { createRequire } from 'node:module';
import { loadMoonshine, moonshineLongestSeconds, moonshineSampleRate, type Moonshine } from '../../../packages/providers/local/moonshine.ts';
import { SpeechListener, type HeardSpan } from '../../../packages/providers/local/speech-listener.ts';
import { voiceActivity, windowSamples } from '../../../packages/providers/local/voice-activity.ts';
import { sampleRate } from '../../../stack/demo/audio-file.ts';
import { atRate, type Answer } from '../recordings.ts';

// A CommonJS package whose named exports Node does not see.
export const { predict } = createRequire(import.meta.url)('@livekit/local-inference') as typeof import('@livekit/local-inference');

const defaults = {
  /** Silence after the recording: later than this nobody answers. */
  silenceSeconds: 12,
  /** Recognising: measured on one core, 130 ms for 8 s. Fixed, so that two runs agree on any machine. */
  recogniseMs: 15,
  recogniseMsPerSecond: 16,
  /** A window less likely than this holds no speech, as the listener's own cutter sees it. */
  voicedProbability: 0.35,
  /** The audio end-of-turn model is asked when a silence is so old… */
  endModelAfterMs: 200,
  /** …and hears so much. */
  endModelSeconds: 1.2,
} as const;

const windowMs = (windowSamples / moonshineSampleRate) * 1000;

/** Milliseconds from the recording's start. */
export interface KnownAt<T> {
  atMs: number;
  value: T;
}

export interface Heard {
  answer: Answer;
  /** 16 kHz, with the silence after it. */
  samples: Int16Array;
  /** Everything, silence included. */
  lengthMs: number;
  spans: KnownAt<HeardSpan>[];
  /** A voice began or has ended, as the hearing tells. */
  voice: KnownAt<boolean>[];
  /** Whether each window of 32 ms holds a voice, by the voice activity model alone. */
  voicedWindows: boolean[];
  /** What the audio end-of-turn model said in each silence (0 to 1: sure that it is the end). */
  endModel: KnownAt<{ silentFromMs: number; probability: number }>[];
}

/** The recogniser, whose results come when the recording has gone on for as long as recognising takes. */
class PacedMoonshine {
  readonly #model: Moonshine;
  #waiting: { dueMs: number; release: () => void }[] = [];
  #decoding: Promise<unknown> | undefined;
  nowMs = 0;

  constructor(model: Moonshine) {
    this.#model = model;
  }

  async transcribe(samples: Int16Array): Promise<string> {
    const dueMs = this.nowMs + defaults.recogniseMs + (samples.length / moonshineSampleRate) * defaults.recogniseMsPerSecond;
    const decoding = this.#model.transcribe(samples);
    this.#decoding = decoding;
    const text = await decoding;
    await new Promise<void>((release) => this.#waiting.push({ dueMs, release }));
    return text;
  }

  /** The recording has come so far. */
  async reach(ms: number): Promise<void> {
    await this.#decoding;
    await settle();
    this.nowMs = ms;
    const due = this.#waiting.filter(({ dueMs }) => dueMs <= ms);
    this.#waiting = this.#waiting.filter(({ dueMs }) => dueMs > ms);
    for (const { release } of due) release();
    await settle();
    // What was released may have asked for the next one.
    await this.#decoding;
  }
}

/** Lets everything run that waits for nothing but its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export async function hear(answer: Answer, modelsDir: string): Promise<Heard> {
  const spoken = atRate(answer.samples, sampleRate, moonshineSampleRate);
  const samples = new Int16Array(spoken.length + defaults.silenceSeconds * moonshineSampleRate);
  samples.set(spoken);
  const model = new PacedMoonshine(await loadMoonshine(modelsDir));
  const heard: Heard = { answer, samples, lengthMs: (samples.length / moonshineSampleRate) * 1000, spans: [], voice: [], voicedWindows: [], endModel: [] };
  const known = <T>(list: KnownAt<T>[], value: T): void => void list.push({ atMs: model.nowMs, value });
  const listener = new SpeechListener(model, {
    longestSeconds: moonshineLongestSeconds,
    interim: true,
    onBegin: () => known(heard.voice, true),
    onEnd: () => known(heard.voice, false),
    onHeard: (span) => known(heard.spans, span),
  });
  const clock = performance.now.bind(performance);
  // The listener spaces its recognitions by this clock.
  performance.now = () => model.nowMs;
  try {
    for (let from = 0; from + windowSamples <= samples.length; from += windowSamples) {
      await listener.push(samples.subarray(from, from + windowSamples));
      await model.reach((from + windowSamples) / (moonshineSampleRate / 1000));
    }
  } finally {
    performance.now = clock;
    listener.close();
  }
  await addAudioAlone(heard, samples);
  return heard;
}

/** What can be told from the sound without its words. */
async function addAudioAlone(heard: Heard, samples: Int16Array): Promise<void> {
  const activity = voiceActivity();
  let silentWindows = 0;
  for (let from = 0; from + windowSamples <= samples.length; from += windowSamples) {
    const voiced = (await activity.probability(samples.slice(from, from + windowSamples))) >= defaults.voicedProbability;
    heard.voicedWindows.push(voiced);
    silentWindows = voiced ? 0 : silentWindows + 1;
    if (silentWindows !== Math.ceil(defaults.endModelAfterMs / windowMs) || !heard.voicedWindows.includes(true)) continue;
    const to = from + windowSamples;
    const probability = await predict(samples.slice(Math.max(0, to - defaults.endModelSeconds * moonshineSampleRate), to));
    heard.endModel.push({ atMs: to / (moonshineSampleRate / 1000), value: { silentFromMs: (heard.voicedWindows.length - silentWindows) * windowMs, probability } });
  }
}

/** Where the last voiced sound before this moment ended, by the voice activity model. Undefined while a voice is heard, and before the first one. */
export function silentFromMs(heard: Heard, atMs: number): number | undefined {
  const last = Math.floor(atMs / windowMs) - 1;
  if (heard.voicedWindows[last] !== false) return undefined;
  const voiced = heard.voicedWindows.lastIndexOf(true, last);
  return voiced < 0 ? undefined : (voiced + 1) * windowMs;
}
