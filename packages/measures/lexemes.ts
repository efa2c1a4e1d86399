/** Text as the measures see it: lexemes with what stands between them, and sentences. Offsets are into the text. */

export interface Lexeme {
  /** Lower case, apostrophes folded to '. A trailing hyphen marks a word that was cut off ("wh-"). */
  form: string;
  start: number;
  end: number;
  /** What stands between the previous lexeme (or the start) and this one. */
  before: string;
  /** What stands between this lexeme and the next one (or the end). */
  after: string;
}

export interface Range {
  start: number;
  end: number;
}

const lexemePattern = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*(?:['’-][\p{L}\p{N}]+)*(?:-(?!-)|['’](?=\s|$))?%?/gu;

export function lexemesOf(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let previousEnd = 0;
  for (const match of text.matchAll(lexemePattern)) {
    const start = match.index;
    const before = text.slice(previousEnd, start);
    const last = lexemes.at(-1);
    if (last !== undefined) last.after = before;
    previousEnd = start + match[0].length;
    lexemes.push({ form: match[0].toLowerCase().replaceAll('’', "'"), start, end: previousEnd, before, after: '' });
  }
  const last = lexemes.at(-1);
  if (last !== undefined) last.after = text.slice(previousEnd);
  return lexemes;
}

/** Punctuation that ends or interrupts a clause. */
export const breaksClause = (between: string): boolean => /[,.;:?!…—–]|--/.test(between);
/** Punctuation that ends a sentence; an ellipsis does not ("I... I"). */
export const endsSentence = (between: string): boolean => /[?!]|(?<!\.)\.(?!\.)/.test(between);

/** Sentences as ranges without surrounding white space. Decimal points and one-letter initials end none. */
export function sentencesOf(text: string): Range[] {
  const sentences: Range[] = [];
  let start = 0;
  const close = (end: number): void => {
    let from = start;
    let to = end;
    while (from < to && /\s/.test(text[from] ?? '')) from += 1;
    while (to > from && /\s/.test(text[to - 1] ?? '')) to -= 1;
    if (to > from) sentences.push({ start: from, end: to });
    start = end;
  };
  for (const match of text.matchAll(/(?<!\b\p{Lu})[.?!…]+["'”’)]*(?=\s|$)|\n+/gu)) close(match.index + match[0].length);
  close(text.length);
  return sentences;
}
