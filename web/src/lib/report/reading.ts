/**
 * A turn as it is read on the page: its text cut where words and marks begin and end, so that a mark can be underlined
 * and a word lit while it is spoken. Small on the wire: times and slices are plain tuples.
 */
import type { Mark, MarkKind, Turn, Word } from '@greenroom/contracts';

/** Text, and the index of the word that it belongs to (−1: none). */
export type Slice = readonly [text: string, word: number];

export interface Piece {
  slices: Slice[];
  mark: MarkKind | undefined;
  /** Length of a pause. */
  seconds: number | undefined;
}

export interface Reading {
  seq: number;
  speaker: Turn['speaker'];
  questionId: string | null;
  kind: Turn['kind'];
  startedAt: number;
  endedAt: number;
  typed: boolean;
  interrupted: boolean;
  responseDelayMs: number | null;
  pieces: Piece[];
  /** Start and end of each word, in seconds on the interview's clock. */
  times: [start: number, end: number][];
  /** Positive minus negative, −1 to 1. */
  tone: number | null;
}

export function readingOf(turn: Turn): Reading {
  const { seq, speaker, questionId, kind, startedAt, endedAt, typed, interrupted, responseDelayMs, text, words, marks, measures } = turn;
  const tone = measures?.tone ?? null;
  return {
    seq, speaker, questionId, kind, startedAt, endedAt, typed, interrupted, responseDelayMs,
    pieces: piecesOf(text, words, marks),
    times: words.map(({ start, end }) => [toHundredths(start), toHundredths(end)]),
    tone: tone === null ? null : toHundredths(tone.positive - tone.negative),
  };
}

/** Joined again, the slices are the text, character for character. */
export function piecesOf(text: string, words: readonly Word[], marks: readonly Mark[]): Piece[] {
  const wordAt = placeWords(text, words);
  const spans = marks.filter((mark) => mark.kind !== 'long_pause' && mark.end > mark.start);
  const pauses = marks.filter((mark) => mark.kind === 'long_pause');
  const cuts = new Set([0, text.length]);
  for (const { start, end } of [...wordAt, ...spans]) cuts.add(start).add(end);
  for (const { start } of pauses) cuts.add(start);
  const edges = [...cuts].filter((cut) => cut <= text.length).sort((a, b) => a - b);

  const pieces: Piece[] = [];
  let open: { piece: Piece; span: Mark | undefined } | undefined;
  let word = 0;
  edges.forEach((start, i) => {
    for (const pause of pauses) {
      if (pause.start !== start) continue;
      pieces.push({ slices: [], mark: 'long_pause', seconds: pause.seconds });
      open = undefined;
    }
    const end = edges[i + 1];
    if (end === undefined) return;
    while (word < wordAt.length && (wordAt[word]?.end ?? 0) <= start) word += 1;
    const inWord = (wordAt[word]?.start ?? Infinity) <= start ? word : -1;
    const span = spans.find((mark) => mark.start <= start && end <= mark.end);
    if (open === undefined || open.span !== span) {
      open = { span, piece: { slices: [], mark: span?.kind, seconds: undefined } };
      pieces.push(open.piece);
    }
    open.piece.slices.push([text.slice(start, end), inWord]);
  });
  return pieces;
}

/** Where each word stands in the text; one that is not there (the recogniser wrote it differently) takes no room. */
function placeWords(text: string, words: readonly Word[]): { start: number; end: number }[] {
  let from = 0;
  return words.map((word) => {
    const found = word.text === '' ? -1 : text.indexOf(word.text, from);
    if (found === -1) return { start: from, end: from };
    from = found + word.text.length;
    return { start: found, end: from };
  });
}

const toHundredths = (value: number): number => Math.round(value * 100) / 100;
