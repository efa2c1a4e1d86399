/**
 * Cuts speech into pieces that the recogniser can take: at pauses, and at the latest before a piece grows too long, then
 * in the quietest place. Counted in windows of {@link windowSeconds}; pure, so that it can be tested without audio.
 */

/** The voice-activity model's window. */
export const windowSeconds = 0.032;

export const cutterDefaults = {
  /** A window at least this likely to be speech begins a piece… */
  beginProbability: 0.5,
  /** …when so many come in a row (64 ms): a click is shorter. */
  beginWindows: 2,
  /** Inside a piece, a window less likely than this is a pause. */
  stayProbability: 0.35,
  /** Audio before the first voiced window that belongs to the piece (320 ms): the model notices a soft beginning late. */
  leadWindows: 10,
  /** A pause of this length ends a piece (416 ms). Shorter makes words appear as final sooner, and the recogniser worse. */
  pauseWindows: 13,
  /** The longest piece (8.8 s). */
  longestWindows: 275,
  /** A piece that is too long is not cut within its first 4 s… */
  earliestCutWindows: 125,
  /** …nor within its last 0.2 s, where it cannot be known yet what follows. */
  latestCutWindows: 6,
} as const;
export type CutterOptions = { [name in keyof typeof cutterDefaults]: number };

/** Positions are windows since the start of the stream; `to` and `voicedTo` are exclusive. */
export interface Piece {
  id: number;
  from: number;
  to: number;
  voicedFrom: number;
  voicedTo: number;
}

export type CutterEvent =
  /** Somebody began to speak. */
  | { type: 'begin'; piece: Piece }
  /** A piece is complete. `because: 'length'`: the speaker goes on, and the next piece is already open. */
  | { type: 'cut'; piece: Piece; because: 'pause' | 'length' | 'end' };

export class PieceCutter {
  readonly #options: CutterOptions;
  #window = 0;
  #voicedInARow = 0;
  #nextId = 0;
  #lastCut = 0;
  #open: Piece | undefined;
  /** Loudness of each window since the open piece's `from`. */
  #loudness: number[] = [];
  /** Loudness of the latest windows while nobody speaks. */
  #lead: number[] = [];

  constructor(options: Partial<CutterOptions> = {}) {
    this.#options = { ...cutterDefaults, ...options };
  }

  /** The piece being spoken. */
  get open(): Readonly<Piece> | undefined {
    return this.#open;
  }

  /** Windows since the last voiced one, in the open piece. */
  get silentWindows(): number {
    return this.#open === undefined ? 0 : this.#window - this.#open.voicedTo;
  }

  /**
   * The next window: how likely it holds speech, and how loud it is (any scale).
   */
  push(probability: number, loudness: number): CutterEvent | undefined {
    this.#window += 1;
    return this.#open === undefined ? this.#listen(probability, loudness) : this.#follow(this.#open, probability, loudness);
  }

  /** Ends the open piece where it is: the audio stopped. */
  end(): CutterEvent | undefined {
    this.#voicedInARow = 0;
    const piece = this.#open;
    return piece === undefined ? undefined : this.#close(piece, 'end');
  }

  #listen(probability: number, loudness: number): CutterEvent | undefined {
    const { beginProbability, beginWindows, leadWindows } = this.#options;
    this.#lead.push(loudness);
    if (this.#lead.length > leadWindows + beginWindows) this.#lead.shift();
    this.#voicedInARow = probability >= beginProbability ? this.#voicedInARow + 1 : 0;
    if (this.#voicedInARow < beginWindows) return undefined;
    const voicedFrom = this.#window - beginWindows;
    const from = Math.max(this.#lastCut, voicedFrom - leadWindows);
    this.#open = { id: this.#nextId++, from, to: this.#window, voicedFrom, voicedTo: this.#window };
    this.#loudness = this.#lead.slice(-(this.#window - from));
    return { type: 'begin', piece: this.#open };
  }

  #follow(piece: Piece, probability: number, loudness: number): CutterEvent | undefined {
    const { stayProbability, pauseWindows, longestWindows } = this.#options;
    this.#loudness.push(loudness);
    piece.to = this.#window;
    if (probability >= stayProbability) piece.voicedTo = this.#window;
    if (piece.to - piece.voicedTo >= pauseWindows) return this.#close(piece, 'pause');
    if (piece.to - piece.from >= longestWindows) return this.#cutLong(piece);
    return undefined;
  }

  #close(piece: Piece, because: 'pause' | 'end'): CutterEvent {
    this.#open = undefined;
    this.#lead = [];
    this.#voicedInARow = 0;
    this.#lastCut = piece.to;
    return { type: 'cut', piece, because };
  }

  #cutLong(piece: Piece): CutterEvent {
    const { earliestCutWindows, latestCutWindows } = this.#options;
    // Over five windows, so that the closure of a "t" is not taken for a place between words.
    const around = (index: number) => [-2, -1, 0, 1, 2].reduce((sum, step) => sum + (this.#loudness[index + step] ?? 0), 0);
    let quietest = earliestCutWindows;
    for (let index = earliestCutWindows; index < this.#loudness.length - latestCutWindows; index += 1) {
      if (around(index) <= around(quietest)) quietest = index;
    }
    const cut = piece.from + quietest;
    const first: Piece = { ...piece, to: cut, voicedTo: Math.min(piece.voicedTo, cut) };
    this.#open = { id: this.#nextId++, from: cut, to: piece.to, voicedFrom: cut, voicedTo: Math.max(piece.voicedTo, cut) };
    this.#loudness = this.#loudness.slice(quietest);
    this.#lastCut = cut;
    return { type: 'cut', piece: first, because: 'length' };
  }
}
