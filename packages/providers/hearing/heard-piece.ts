import type { Word } from '@greenroom/contracts';

/** What was heard of one piece so far. A later one with the same `pieceId` replaces it; the last one has `final: true`. */
export interface HeardPiece {
  /** Counts up within a stream. */
  pieceId: number;
  final: boolean;
  /** Empty when the sound turned out to be no speech. */
  text: string;
  /** In **epoch seconds**; `estimated` when the recogniser gives no times and they were placed inside the voiced parts. */
  words: Word[];
  /** Epoch seconds of the first and the last voiced sample. */
  voicedFrom: number;
  voicedTo: number;
}
