/** Someone's words, cut where something was noticed in them. Joined again, the pieces are the text. */
import type { Mark, MarkKind } from '@greenroom/contracts';

export interface Piece {
  text: string;
  mark: MarkKind | undefined;
  /** Length of a pause. */
  seconds: number | undefined;
}

export function markedText(text: string, marks: readonly Mark[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const plain = (to: number): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), mark: undefined, seconds: undefined });
    at = Math.max(at, to);
  };
  for (const { kind, start, end, seconds } of [...marks].sort((a, b) => a.start - b.start)) {
    // What overlaps an earlier mark, or lies behind what is known of the text, is not shown.
    if (start < at || end > text.length) continue;
    plain(start);
    if (kind === 'long_pause') pieces.push({ text: '', mark: kind, seconds });
    else if (end > start) {
      pieces.push({ text: text.slice(start, end), mark: kind, seconds: undefined });
      at = end;
    }
  }
  plain(text.length);
  return pieces;
}
