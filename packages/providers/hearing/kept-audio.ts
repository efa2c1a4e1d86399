/** Audio that nobody has heard for good yet, so that another recogniser can be given it. Positions are samples since the start. */
export class KeptAudio {
  #chunks: Int16Array[] = [];
  #start = 0;
  #end = 0;

  /** Position of the first sample that is still kept. */
  get start(): number {
    return this.#start;
  }

  /** Position after the last one. */
  get end(): number {
    return this.#end;
  }

  append(samples: Int16Array): void {
    this.#chunks.push(samples);
    this.#end += samples.length;
  }

  dropBefore(position: number): void {
    for (let first = this.#chunks[0]; first !== undefined && this.#start + first.length <= position; first = this.#chunks[0]) {
      this.#chunks.shift();
      this.#start += first.length;
    }
  }

  /** Everything from a position on, as far as it is kept. */
  from(position: number): Int16Array {
    const skip = Math.max(0, position - this.#start);
    const joined = new Int16Array(this.#end - this.#start);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined.slice(skip);
  }
}
