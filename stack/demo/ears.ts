/** What the candidate hears of the interviewer: when there is sound, by energy. This is where response delay is felt. */
import { type AudioFrame, AudioStream, type RemoteTrack } from '@livekit/rtc-node';
import type { ReadableStreamDefaultReader } from 'node:stream/web';

/** Of full scale. Room tone and comfort noise stay below, a soft syllable does not. */
const soundLevel = 0.006;
/** A single loud frame is a click. */
const framesInARow = 2;
const frameMs = 10;

export class Ears {
  /** Epoch milliseconds of the first and the last frame with sound so far. */
  firstSoundAtMs: number | undefined;
  lastSoundAtMs = -Infinity;
  #waiting: { afterMs: number; heard: (atMs: number) => void }[] = [];
  #readers: ReadableStreamDefaultReader<AudioFrame>[] = [];

  /** Listens to a track until it ends. */
  listen(track: RemoteTrack): void {
    const reader = new AudioStream(track, { sampleRate: 16_000, numChannels: 1, frameSizeMs: frameMs }).getReader();
    this.#readers.push(reader);
    void this.#follow(reader);
  }

  /** Resolves with the time of the first sound at or after `afterMs` (which lies in the past or now). */
  nextSound(afterMs: number): Promise<number> {
    return new Promise((heard) => this.#waiting.push({ afterMs, heard }));
  }

  close(): void {
    for (const reader of this.#readers.splice(0)) reader.cancel().catch(() => undefined);
  }

  async #follow(reader: ReadableStreamDefaultReader<AudioFrame>): Promise<void> {
    let inARow = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done || value === undefined) return;
      inARow = loudness(value.data) >= soundLevel ? inARow + 1 : 0;
      if (inARow >= framesInARow) this.#sound(Date.now() - framesInARow * frameMs);
    }
  }

  #sound(atMs: number): void {
    this.firstSoundAtMs ??= atMs;
    this.lastSoundAtMs = atMs;
    const due = this.#waiting.filter(({ afterMs }) => atMs >= afterMs);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter(({ afterMs }) => atMs < afterMs);
    for (const { heard } of due) heard(atMs);
  }
}

/** Root mean square, of full scale. */
export function loudness(samples: Int16Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return Math.sqrt(energy / Math.max(1, samples.length)) / 32_768;
}
