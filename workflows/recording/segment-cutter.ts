/** Cuts the stereo stream into segments that start on the grid (see `recordingFormat.gridSamples`). */
import { frameBytes, recordingFormat } from './format.ts';

export interface Segment { /** Grid line at which it starts. */ index: number; /** Interleaved 16-bit samples. */ samples: Buffer }

/** The first grid line at or after a position. */
export const gridAtOrAfter = (samples: number): number => Math.ceil(samples / recordingFormat.gridSamples);

export class SegmentCutter {
  #start: number;
  #filled = 0;
  readonly #buffer = Buffer.alloc(recordingFormat.segmentSeconds * recordingFormat.sampleRate * frameBytes);

  /** @param startIndex grid line of the first sample that will be added. */
  constructor(startIndex: number) {
    this.#start = startIndex;
  }

  /** Takes interleaved samples, returns the segments that became full. */
  add(interleaved: Int16Array): Segment[] {
    const bytes = Buffer.from(interleaved.buffer, interleaved.byteOffset, interleaved.byteLength);
    const full: Segment[] = [];
    for (let read = 0; read < bytes.length; ) {
      const copied = bytes.copy(this.#buffer, this.#filled, read);
      read += copied;
      this.#filled += copied;
      if (this.#filled === this.#buffer.length) full.push(this.#cut());
    }
    return full;
  }

  /** The unfinished segment, if there is any sound in it. */
  finish(): Segment | undefined {
    return this.#filled === 0 ? undefined : this.#cut();
  }

  #cut(): Segment {
    const segment = { index: this.#start, samples: Buffer.from(this.#buffer.subarray(0, this.#filled)) };
    this.#start += gridAtOrAfter(this.#filled / frameBytes);
    this.#filled = 0;
    return segment;
  }
}
