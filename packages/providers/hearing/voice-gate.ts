/** When somebody speaks and when they have paused, from the voice activity model on this machine: the same for every recogniser. */
import { PieceCutter, windowSeconds } from '../local/piece-cutter.ts';
import { voiceActivity, windowSamples, type VoiceActivity } from '../local/voice-activity.ts';

export interface VoiceGateEvents {
  /** A voice began. */
  onBegin: () => void;
  /** Voiced audio ended at this position (seconds) and a pause has followed. */
  onPause: (voicedTo: number) => void;
  /** A stretch of voice, in seconds. */
  onVoiced: (from: number, to: number) => void;
}

/** A window at least this likely to be speech counts as voice. */
const voiced = 0.5;

export class VoiceGate {
  readonly #activity: VoiceActivity = voiceActivity();
  // Pieces are not cut by length here: only beginnings and pauses matter.
  readonly #cutter = new PieceCutter({ longestWindows: Infinity });
  readonly #events: VoiceGateEvents;
  #rest = new Int16Array(0);
  #windows = 0;

  constructor(events: VoiceGateEvents) {
    this.#events = events;
  }

  get speaking(): boolean {
    return this.#cutter.open !== undefined;
  }

  async push(samples: Int16Array): Promise<void> {
    const joined = new Int16Array(this.#rest.length + samples.length);
    joined.set(this.#rest);
    joined.set(samples, this.#rest.length);
    let from = 0;
    for (; from + windowSamples <= joined.length; from += windowSamples) {
      const probability = await this.#activity.probability(joined.slice(from, from + windowSamples));
      const at = this.#windows * windowSeconds;
      this.#windows += 1;
      const event = this.#cutter.push(probability, 0);
      if (probability >= voiced) this.#events.onVoiced(at, at + windowSeconds);
      if (event?.type === 'begin') this.#events.onBegin();
      else this.#tellCut(event);
    }
    this.#rest = joined.slice(from);
  }

  /** No more audio comes, for now. */
  end(): void {
    this.#tellCut(this.#cutter.end());
  }

  #tellCut(event: ReturnType<PieceCutter['end']>): void {
    if (event?.type === 'cut') this.#events.onPause(event.piece.voicedTo * windowSeconds);
  }
}
