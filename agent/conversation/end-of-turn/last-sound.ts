/** The last seconds of the candidate's sound, so that the end of an answer can be judged by how it sounds. */

/** Hertz. */
const sampleRate = 16_000;
const keptSeconds = 4;
/** What the audio model hears: 1.2 s, of which the last 0.2 s are silence. Its makers trained it on that. */
const heardSeconds = 1.2;
export const silenceHeardMs = 200;

export class LastSound {
  private readonly ring = new Int16Array(keptSeconds * sampleRate);
  /** Samples so far; the ring's place is this modulo its length. */
  private written = 0;
  /** Epoch milliseconds of the last sample. */
  private endMs = 0;

  push(samples: Int16Array, endMs: number): void {
    const kept = samples.subarray(Math.max(0, samples.length - this.ring.length));
    const at = this.written % this.ring.length;
    const first = kept.subarray(0, this.ring.length - at);
    this.ring.set(first, at);
    this.ring.set(kept.subarray(first.length), 0);
    this.written += kept.length;
    this.endMs = endMs;
  }

  /**
   * The second before a silence, and its beginning.
   * @param voicedToMs epoch milliseconds of the last voiced sound
   * @returns undefined when the silence has not lasted long enough, or the sound is gone
   */
  around(voicedToMs: number): Int16Array | undefined {
    const back = Math.round(((this.endMs - voicedToMs - silenceHeardMs) / 1000) * sampleRate);
    const end = this.written - back;
    const start = end - heardSeconds * sampleRate;
    if (back < 0 || this.written - start > this.ring.length) return undefined;
    const sound = new Int16Array(heardSeconds * sampleRate);
    // What is missing before the first sample stays silence.
    for (let index = Math.max(0, -start); index < sound.length; index += 1) sound[index] = this.ring[(start + index) % this.ring.length] ?? 0;
    return sound;
  }
}
