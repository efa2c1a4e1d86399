/** How loud both sides of a recording are: what a waveform is drawn from. */
import type { Peaks } from '@greenroom/contracts';
import { decodeOpus } from './ffmpeg.ts';
import { frameBytes, recordingFormat } from './format.ts';

export const peaksPerSecond = 20;
const framesPerPeak = recordingFormat.sampleRate / peaksPerSecond;
const fullScale = 32_768;

/** Takes interleaved stereo samples in pieces of any length; the rest at the end is a peak, too. */
export class PeakMeter {
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  #frames = 0;
  #highest: [number, number] = [0, 0];
  /** The beginning of a frame whose end comes with the next piece. */
  #rest = Buffer.alloc(0);

  add(piece: Buffer): void {
    const samples = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    const whole = samples.length - (samples.length % frameBytes);
    for (let at = 0; at < whole; at += frameBytes) {
      const left = Math.abs(samples.readInt16LE(at));
      const right = Math.abs(samples.readInt16LE(at + recordingFormat.bytesPerSample));
      if (left > this.#highest[0]) this.#highest[0] = left;
      if (right > this.#highest[1]) this.#highest[1] = right;
      this.#frames += 1;
      if (this.#frames === framesPerPeak) this.#next();
    }
    this.#rest = Buffer.from(samples.subarray(whole));
  }

  finish(): Peaks {
    if (this.#frames > 0) this.#next();
    return { perSecond: peaksPerSecond, candidate: this.#left, interviewer: this.#right };
  }

  #next(): void {
    this.#left.push(Math.round((this.#highest[0] / fullScale) * 100));
    this.#right.push(Math.round((this.#highest[1] / fullScale) * 100));
    this.#highest = [0, 0];
    this.#frames = 0;
  }
}

/** Of a file that was joined before. @param beat called now and then @throws FfmpegError */
export async function peaksOfFile(path: string, beat: () => void): Promise<Peaks> {
  const { process: child, ended } = decodeOpus(path);
  const meter = new PeakMeter();
  for await (const piece of child.stdout as AsyncIterable<Buffer>) {
    meter.add(piece);
    beat();
  }
  await ended;
  return meter.finish();
}
