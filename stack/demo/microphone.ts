/**
 * A microphone that is always on: silence, and between it the recordings that it is given, in frames of 10 ms at the pace
 * of the clock. When the machine falls behind it catches up a little; when it was stopped for long it goes on from now,
 * and no sample of a recording is left out.
 */
import { AudioFrame } from '@livekit/rtc-node';
import { sampleRate } from './audio-file.ts';

const frameMs = 10;
const frameSamples = (sampleRate * frameMs) / 1000;
/** A microphone that is later than this starts its pace anew. */
const behindAtMostMs = 200;

/** Where the frames go: LiveKit's AudioSource. */
export interface FrameSink {
  captureFrame(frame: AudioFrame): Promise<void>;
}

/** Epoch milliseconds. */
export interface Played {
  startedAtMs: number;
  /** When the last sample was spoken. */
  endedAtMs: number;
}

interface Job {
  samples: Int16Array;
  at: number;
  startedAtMs: number | undefined;
  done: (played: Played) => void;
  failed: (error: Error) => void;
}

export class Microphone {
  readonly #sink: FrameSink;
  readonly #silence = new Int16Array(frameSamples);
  #jobs: Job[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(sink: FrameSink) {
    this.#sink = sink;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Ends after the frame being sent; what was still to be played is rejected. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running?.catch(() => undefined);
    for (const job of this.#jobs.splice(0)) job.failed(new Error('the microphone was switched off'));
  }

  /** Speaks a recording (16 bit, mono, 48 kHz), after those that were given before. */
  play(samples: Int16Array): Promise<Played> {
    if (this.#stopped) return Promise.reject(new Error('the microphone is switched off'));
    return new Promise((done, failed) => this.#jobs.push({ samples, at: 0, startedAtMs: undefined, done, failed }));
  }

  async #run(): Promise<void> {
    try {
      let due = performance.now();
      while (!this.#stopped) {
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        else if (wait < -behindAtMostMs) due = performance.now();
        await this.#sendFrame();
        due += frameMs;
      }
    } catch (error) {
      this.#stopped = true;
      for (const job of this.#jobs.splice(0)) job.failed(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #sendFrame(): Promise<void> {
    const job = this.#jobs[0];
    if (job === undefined) {
      await this.#sink.captureFrame(new AudioFrame(this.#silence, sampleRate, 1, frameSamples));
      return;
    }
    job.startedAtMs ??= Date.now();
    const frame = new Int16Array(frameSamples);
    frame.set(job.samples.subarray(job.at, job.at + frameSamples));
    job.at += frameSamples;
    await this.#sink.captureFrame(new AudioFrame(frame, sampleRate, 1, frameSamples));
    if (job.at < job.samples.length) return;
    this.#jobs.shift();
    job.done({ startedAtMs: job.startedAtMs, endedAtMs: Date.now() + frameMs });
  }
}
