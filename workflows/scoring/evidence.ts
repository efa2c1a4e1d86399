/** Quotes: from places in the transcript to evidence, and from a model's words back to a place. Nothing is quoted that is not there. */
import type { Evidence, Turn } from '@greenroom/contracts';
import { type Statement, wordRangesOf } from '@greenroom/measures';

/** Characters. Longer quotes are cut at a word. */
const longestQuote = 180;

/** The evidence for a character range of a turn, without surrounding white space; undefined when nothing is left of it. */
export function evidenceAt(turn: Turn, from: number, to: number): Evidence | undefined {
  let start = Math.max(0, from);
  let end = Math.min(turn.text.length, to);
  while (start < end && /\s/.test(turn.text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(turn.text[end - 1] ?? '')) end -= 1;
  if (end - start > longestQuote) {
    const cut = turn.text.lastIndexOf(' ', start + longestQuote);
    end = cut > start ? cut : start + longestQuote;
  }
  if (end <= start) return undefined;
  const index = wordRangesOf(turn.text, turn.words).findIndex((range) => range.end > start);
  const at = turn.words[index]?.start ?? turn.startedAt;
  return { turnSeq: turn.seq, start, end, quote: turn.text.slice(start, end), at };
}

export const evidenceOf = (statement: Statement): Evidence | undefined => evidenceAt(statement.turn, statement.start, statement.end);

/** A text made of several statements, which remembers where each of its characters comes from. */
export interface Excerpt {
  text: string;
  /** The evidence for a range of the text; it ends where the statement ends that it begins in. */
  evidence(start: number, end: number): Evidence | undefined;
}

/** Statements of one turn are joined by a space, turns by a line break, so that no sentence runs over two turns. */
export function excerptOf(statements: readonly Statement[]): Excerpt {
  let text = '';
  const pieces = statements.map((statement, index) => {
    if (index > 0) text += statements[index - 1]?.turn === statement.turn ? ' ' : '\n';
    const offset = text.length;
    text += statement.text;
    return { statement, offset };
  });
  return {
    text,
    evidence: (start, end) => {
      const piece = pieces.findLast(({ offset }) => offset <= start);
      if (piece === undefined) return undefined;
      const { statement, offset } = piece;
      return evidenceAt(statement.turn, statement.start + start - offset, Math.min(statement.end, statement.start + end - offset));
    },
  };
}

/** White space folded to single spaces, with the origin of each character. */
function folded(text: string): { text: string; origin: number[] } {
  let out = '';
  const origin: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const character = text[i] ?? '';
    if (!/\s/.test(character)) {
      out += character;
      origin.push(i);
    } else if (out !== '' && !out.endsWith(' ')) {
      out += ' ';
      origin.push(i);
    }
  }
  return { text: out, origin };
}

/** Fewer characters prove nothing: "I" is in every answer. */
const shortestQuote = 8;

/** Finds a quote in one of the turns, character for character after white-space folding; undefined when it is not there. */
export function findQuote(turns: readonly Turn[], quote: string, likelySeq?: number): Evidence | undefined {
  const wanted = folded(quote).text.trimEnd();
  if (wanted.length < shortestQuote) return undefined;
  const ordered = [...turns].sort((a, b) => Number(b.seq === likelySeq) - Number(a.seq === likelySeq) || a.seq - b.seq);
  for (const turn of ordered) {
    const { text, origin } = folded(turn.text);
    const index = text.indexOf(wanted);
    const start = origin[index];
    const last = origin[index + wanted.length - 1];
    if (index !== -1 && start !== undefined && last !== undefined) return evidenceAt(turn, start, last + 1);
  }
  return undefined;
}
