/** What the candidate says in one turn, gathered from the recogniser's pieces while they are still being corrected. */
import type { Word } from '@greenroom/contracts';
import type { HeardPiece } from '@greenroom/providers/select';
import type { SilenceLook } from './end-of-turn/end-of-turn.ts';

export class HeardTurn {
  /** Given when the turn is known to be one (a "mhm" while the interviewer speaks is none). */
  seq: number | undefined;
  /** What it answers; fixed with `seq`, because corrections may come when the interview has gone on. */
  questionId: string | null = null;
  /** Time between the interviewer's last word and this turn's first, once known. */
  responseDelayMs: number | undefined;
  /** Epoch milliseconds of the last voiced sound. */
  lastVoicedAtMs = 0;
  /** The silences in it and after it, as they were judged. */
  readonly looks: SilenceLook[] = [];
  private readonly pieces = new Map<number, HeardPiece>();

  add(piece: HeardPiece): void {
    if (piece.text.trim() === '') this.pieces.delete(piece.pieceId);
    else this.pieces.set(piece.pieceId, piece);
    this.lastVoicedAtMs = Math.max(this.lastVoicedAtMs, piece.voicedTo * 1000);
  }

  has(piece: HeardPiece): boolean {
    return this.pieces.has(piece.pieceId);
  }

  /** Takes over what was heard in another turn that turned out to be a part of this one. */
  absorb(other: HeardTurn): this {
    for (const piece of other.pieces.values()) this.add(piece);
    this.looks.push(...other.looks);
    return this;
  }

  get empty(): boolean {
    return this.pieces.size === 0;
  }

  /** True when the recogniser has finished every piece. */
  get settled(): boolean {
    return [...this.pieces.values()].every((piece) => piece.final);
  }

  /** Epoch milliseconds of the first voiced sound. */
  get startedAtMs(): number {
    return Math.min(...[...this.pieces.values()].map((piece) => piece.voicedFrom * 1000));
  }

  get text(): string {
    return this.words(0).map((word) => word.text).join(' ');
  }

  /** Words in order; times in seconds on the clock that begins at `zeroMs`. */
  words(zeroMs: number): Word[] {
    return [...this.pieces.values()]
      .sort((a, b) => a.voicedFrom - b.voicedFrom)
      .flatMap((piece) => piece.words)
      .map((word) => ({ ...word, start: word.start - zeroMs / 1000, end: word.end - zeroMs / 1000 }));
  }
}

const listenerSounds = new Set(['mhm', 'mm-hmm', 'mmhm', 'mm', 'hmm', 'uh-huh', 'uh', 'um', 'okay', 'ok', 'yes', 'yeah', 'yep', 'right', 'sure', 'thanks', 'thank', 'you', 'hello', 'hi', 'i', 'see', 'good', 'oh', 'ah']);

/** Sounds that say "I am listening" and take no turn. */
export function isListenerSound(text: string): boolean {
  const words = text.toLowerCase().replace(/[^a-z\s-]/g, '').split(/\s+/).filter(Boolean);
  return words.length <= 3 && words.every((word) => listenerSounds.has(word));
}
