/** When the interview stood still: what was said then is not heard. */
import type { HeardPiece } from '@greenroom/providers/select';

/** A word that was being said when the pause began still counts. */
const lastWordMs = 500;

export class Pauses {
  /** Epoch milliseconds. */
  private readonly all: { fromMs: number; toMs: number }[] = [];

  get open(): boolean {
    return this.all.at(-1)?.toMs === Infinity;
  }

  begin(nowMs = Date.now()): void {
    if (!this.open) this.all.push({ fromMs: nowMs, toMs: Infinity });
  }

  end(nowMs = Date.now()): void {
    const last = this.all.at(-1);
    if (last !== undefined && this.open) last.toMs = nowMs;
  }

  covers({ voicedFrom, voicedTo }: Pick<HeardPiece, 'voicedFrom' | 'voicedTo'>): boolean {
    return this.all.some(({ fromMs, toMs }) => voicedFrom * 1000 < toMs && voicedTo * 1000 > fromMs + lastWordMs);
  }
}
