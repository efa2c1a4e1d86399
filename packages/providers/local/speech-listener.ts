/**
 * From samples to words: voice activity cuts the audio into pieces, each piece is recognised again and again while it is
 * spoken, and once for good at its end. One recognition runs at a time, beside the event loop.
 */
import { Urgency } from '../voice/urgency.ts';
import { moonshineSampleRate } from './moonshine.ts';
import { cutterDefaults, PieceCutter, windowSeconds, type Piece } from './piece-cutter.ts';
import { placeWords, type PlacedWord } from './place-words.ts';
import { voiceActivity, windowSamples, type VoiceActivity } from './voice-activity.ts';
import { voicedRuns } from './voiced-runs.ts';

export interface PieceRecogniser {
  /**
   * Words of one piece of 16 kHz mono audio. Urgent when the piece is over, or seems so. Undefined when `signal` fired
   * before it began.
   */
  transcribe(samples: Int16Array, options: { urgency: Urgency; signal: AbortSignal }): Promise<Recognition | undefined>;
}

/** The text; with the words' times (seconds from the piece's first sample) when the recogniser knows them. */
export type Recognition = string | { text: string; words: readonly PlacedWord[] | undefined };

/** What was heard of a piece; times are seconds of audio since the listener's first sample. */
export interface HeardSpan {
  pieceId: number;
  final: boolean;
  text: string;
  /** `estimated: false` when the recogniser itself gave the time. */
  words: (PlacedWord & { estimated?: boolean })[];
  voicedFrom: number;
  voicedTo: number;
  /** The piece's own end. */
  through: number;
}

export interface ListenerOptions {
  longestSeconds: number;
  /** Whether to recognise pieces before they are complete. */
  interim: boolean;
  onBegin: () => void;
  onHeard: (span: HeardSpan) => void;
  /** After the last final result before a pause. `voicedTo`: where the voice ended. */
  onEnd: (voicedTo: number) => void;
}

/** Live words come about so often… */
const interimEveryMs = 300;
/** …but the recogniser rests three times as long as it worked: a busy machine gives fewer of them. */
const interimRest = 3;
/** Recognising less voice than this (160 ms) gives nonsense. */
const leastVoicedWindows = 5;
/** Audio after the last voiced window that belongs to the piece (192 ms). More does not help the recogniser. */
const tailWindows = 6;

interface Recognised {
  pieceId: number;
  to: number;
  text: Recognition;
}

export class SpeechListener {
  readonly #model: PieceRecogniser;
  readonly #options: ListenerOptions;
  readonly #activity: VoiceActivity = voiceActivity();
  readonly #cutter: PieceCutter;
  /** Windows that may still be needed, and how likely each holds speech; the first one has index `#base`. */
  #windows: { samples: Int16Array; probability: number }[] = [];
  #base = 0;
  #rest = new Int16Array(0);
  #speaking = false;
  #closed = false;
  #failure: unknown;
  /** Recognitions run one after another. */
  #tail: Promise<void> = Promise.resolve();
  #busy = 0;
  #lastStart = -Infinity;
  #lastTook = 0;
  #latest: Recognised | undefined;
  /** A recognition of a piece that is not complete, waiting or running. */
  #early: { pieceId: number; to: number; urgency: Urgency; stop: AbortController } | undefined;

  constructor(model: PieceRecogniser, options: ListenerOptions) {
    this.#model = model;
    this.#options = options;
    this.#cutter = new PieceCutter({ longestWindows: Math.floor(options.longestSeconds / windowSeconds) });
  }

  /** Whether a piece is being spoken. */
  get speaking(): boolean {
    return this.#cutter.open !== undefined;
  }

  /** The next samples, 16 kHz mono. */
  async push(samples: Int16Array): Promise<void> {
    const joined = new Int16Array(this.#rest.length + samples.length);
    joined.set(this.#rest);
    joined.set(samples, this.#rest.length);
    let from = 0;
    for (; from + windowSamples <= joined.length; from += windowSamples) {
      if (this.#closed) return;
      await this.#window(joined.slice(from, from + windowSamples));
    }
    this.#rest = joined.slice(from);
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** The audio stops here, for now: what was said is recognised for good. Resolves when that is done. */
  async end(): Promise<void> {
    this.#cut(this.#cutter.end());
    await this.#tail;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Nothing more is told. */
  close(): void {
    this.#closed = true;
    this.#early?.stop.abort();
  }

  async #window(samples: Int16Array): Promise<void> {
    const probability = await this.#activity.probability(samples);
    this.#windows.push({ samples, probability });
    const event = this.#cutter.push(probability, energyOf(samples));
    if (event?.type === 'begin') {
      this.#lastStart = performance.now();
      if (!this.#speaking) {
        this.#speaking = true;
        this.#tell(() => this.#options.onBegin());
      }
    } else {
      this.#cut(event);
    }
    const keepFrom = this.#cutter.open?.from ?? this.#base + this.#windows.length - cutterDefaults.leadWindows - cutterDefaults.beginWindows;
    if (keepFrom > this.#base) {
      this.#windows.splice(0, keepFrom - this.#base);
      this.#base = keepFrom;
    }
    if (this.#options.interim && this.#cutter.open !== undefined) this.#maybeRecognise(this.#cutter.open);
  }

  #maybeRecognise(piece: Readonly<Piece>): void {
    if (piece.voicedTo - piece.voicedFrom < leastVoicedWindows) return;
    const latest = this.#latest?.pieceId === piece.id ? this.#latest.to : piece.from;
    const settledAt = piece.voicedTo + tailWindows;
    // At the beginning of a pause, do at once what its end will ask for: then the final result is there without delay.
    const underWay = this.#early?.pieceId === piece.id && this.#early.to === settledAt;
    const settled = piece.to >= settledAt && latest !== settledAt && !underWay;
    const due = this.#busy === 0 && piece.voicedTo > latest && performance.now() - this.#lastStart >= Math.max(interimEveryMs, interimRest * this.#lastTook);
    if (!settled && !due) return;
    const to = settled ? settledAt : piece.to;
    const take = this.#take({ ...piece, to });
    // Less of the same is not needed any more.
    this.#early?.stop.abort();
    const early = { pieceId: piece.id, to, urgency: new Urgency(settled), stop: new AbortController() };
    this.#early = early;
    this.#enqueue(async () => {
      const text = await this.#recognise(take, piece.id, to, { urgency: early.urgency, signal: early.stop.signal });
      if (this.#early === early) this.#early = undefined;
      // It may have been completed meanwhile; then the final result follows.
      if (text !== undefined && this.#cutter.open?.id === piece.id) this.#tell(() => this.#options.onHeard(take.heard(text, false)));
    });
  }

  #cut(event: ReturnType<PieceCutter['end']>): void {
    if (event?.type !== 'cut') return;
    const { piece, because } = event;
    const to = because === 'pause' ? Math.min(piece.to, piece.voicedTo + tailWindows) : piece.to;
    const take = this.#take({ ...piece, to });
    if (this.#early?.pieceId === piece.id && this.#early.to === to) this.#early.urgency.raise();
    else this.#early?.stop.abort();
    this.#enqueue(async () => {
      const known = this.#latest?.pieceId === piece.id && this.#latest.to === to ? this.#latest.text : undefined;
      const text = known ?? (await this.#recognise(take, piece.id, to, { urgency: new Urgency(true), signal: new AbortController().signal })) ?? '';
      const heard = take.heard(text, true);
      this.#tell(() => this.#options.onHeard(heard));
      if (because !== 'length') this.#tell(() => this.#options.onEnd(heard.voicedTo));
    });
    if (because !== 'length') this.#speaking = false;
  }

  /** Copies a piece's audio, as the windows are dropped when they are over. */
  #take(piece: Piece) {
    const windows = this.#windows.slice(piece.from - this.#base, piece.to - this.#base);
    const samples = new Int16Array(windows.length * windowSamples);
    windows.forEach((window, index) => samples.set(window.samples, index * windowSamples));
    const probabilities = windows.map(({ probability }) => probability);
    const start = piece.from * windowSeconds;
    return {
      samples,
      heard(recognition: Recognition, final: boolean): HeardSpan {
        const runs = voicedRuns(samples, moonshineSampleRate, probabilities);
        const { text, words: timed } = typeof recognition === 'string' ? { text: recognition, words: undefined } : recognition;
        const words = (timed ?? placeWords(text, runs)).map((word) => ({ text: word.text, from: start + word.from, to: start + word.to, estimated: timed === undefined }));
        return { pieceId: piece.id, final, text, words, voicedFrom: start + runs[0].from, voicedTo: start + (runs.at(-1) ?? runs[0]).to, through: piece.to * windowSeconds };
      },
    };
  }

  async #recognise(take: { samples: Int16Array }, pieceId: number, to: number, options: { urgency: Urgency; signal: AbortSignal }): Promise<Recognition | undefined> {
    if (options.signal.aborted) return undefined;
    this.#lastStart = performance.now();
    const text = await this.#model.transcribe(take.samples, options);
    this.#lastTook = performance.now() - this.#lastStart;
    if (text === undefined) return undefined;
    this.#latest = { pieceId, to, text };
    return text;
  }

  #enqueue(job: () => Promise<void>): void {
    this.#busy += 1;
    this.#tail = this.#tail.then(job).catch((error: unknown) => {
      this.#failure ??= error;
    }).finally(() => {
      this.#busy -= 1;
    });
  }

  #tell(say: () => void): void {
    if (!this.#closed) say();
  }
}

function energyOf(samples: Int16Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  return energy / samples.length;
}
