/** Mixes all tracks of a room into one stereo stream on one clock. */
import { recordingFormat, samplesOf } from './format.ts';
import { TrackTimeline, timelineLimits } from './track-timeline.ts';

export type Side = 'left' | 'right';

/** How far the mix stays behind the wall clock: late frames of a busy process still find their place. */
const mixDelayMs = 1_000;

export class StereoMixer {
  readonly #t0: number;
  #position: number;
  readonly #tracks = new Map<string, { side: Side; timeline: TrackTimeline; ended: boolean }>();

  /** @param from where this recorder begins, in samples since t0. */
  constructor(t0: number, from: number) {
    this.#t0 = t0;
    this.#position = from;
  }

  get position(): number {
    return this.#position;
  }

  /** A track begins; returns where its frames go. Two tracks of one side (a restarted interviewer) are added up. */
  open(trackSid: string, side: Side): TrackTimeline {
    const timeline = new TrackTimeline(this.#t0, this.#position);
    this.#tracks.set(trackSid, { side, timeline, ended: false });
    return timeline;
  }

  /** No more frames of this track; what it has still to give is mixed. */
  close(trackSid: string): void {
    const track = this.#tracks.get(trackSid);
    if (track !== undefined) track.ended = true;
  }

  /** The interleaved samples up to `mixDelayMs` before `nowMs` (epoch). */
  advance(nowMs: number): Int16Array {
    const now = samplesOf(nowMs - this.#t0);
    return this.#mix(now - samplesOf(mixDelayMs), now - samplesOf(timelineLimits.lookaheadMs));
  }

  /** Everything up to `nowMs`, when there will be no more. */
  finish(nowMs: number): Int16Array {
    return this.#mix(samplesOf(nowMs - this.#t0), Infinity);
  }

  #mix(until: number, settleUntil: number): Int16Array {
    // After a long absence (a recorder that takes over) at most one segment at a time.
    const length = Math.max(0, Math.min(until - this.#position, recordingFormat.sampleRate * recordingFormat.segmentSeconds));
    const out = new Int16Array(length * recordingFormat.channels);
    for (const [sid, track] of this.#tracks) {
      const samples = track.timeline.take(this.#position + length, settleUntil);
      const offset = track.side === 'left' ? 0 : 1;
      for (let index = 0; index < samples.length; index += 1) {
        const at = index * 2 + offset;
        out[at] = Math.max(-32_768, Math.min(32_767, (out[at] as number) + (samples[index] as number)));
      }
      if (track.ended && track.timeline.empty) this.#tracks.delete(sid);
    }
    this.#position += length;
    return out;
  }
}
