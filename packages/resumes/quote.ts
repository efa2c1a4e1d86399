/** Places in a text, and back from words to their place. Nothing is quoted that is not there. */
import type { ResumeQuote } from '@greenroom/contracts';

/** Characters. Longer quotes are cut at a word. */
const longestQuote = 180;
/** Fewer characters prove nothing. */
const shortestQuote = 8;

/** The quote of a character range, without surrounding white space; undefined when nothing is left of it. */
export function quoteAt(text: string, from: number, to: number): ResumeQuote | undefined {
  let start = Math.max(0, from);
  let end = Math.min(text.length, to);
  while (start < end && /\s/.test(text[start] ?? '')) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? '')) end -= 1;
  if (end - start > longestQuote) {
    const cut = text.lastIndexOf(' ', start + longestQuote);
    end = cut > start ? cut : start + longestQuote;
  }
  return end <= start ? undefined : { start, end, quote: text.slice(start, end) };
}

export const quotesAt = (text: string, ranges: readonly { start: number; end: number }[], most = 3): ResumeQuote[] =>
  ranges.slice(0, most).flatMap(({ start, end }) => quoteAt(text, start, end) ?? []);

/** White space folded to single spaces, with the origin of each character. */
function folded(text: string): { text: string; origin: number[] } {
  let out = '';
  const origin: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (!/\s/.test(character)) {
      out += character;
      origin.push(at);
    } else if (out !== '' && !out.endsWith(' ')) {
      out += ' ';
      origin.push(at);
    }
  }
  return { text: out, origin };
}

/** Finds a model's quote in the text, character for character after white-space folding; undefined when it is not there. */
export function findQuote(text: string, quote: string): ResumeQuote | undefined {
  const wanted = folded(quote).text.trimEnd();
  if (wanted.length < shortestQuote) return undefined;
  const { text: where, origin } = folded(text);
  const at = where.indexOf(wanted);
  const [start, last] = [origin[at], origin[at + wanted.length - 1]];
  return at === -1 || start === undefined || last === undefined ? undefined : quoteAt(text, start, last + 1);
}
