/** Takes text that nobody sees out of the text that is judged. */

/** Text without white space, and where each of its characters stands. */
function compact(text: string): { text: string; origin: number[] } {
  let out = '';
  const origin: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) continue;
    out += character;
    origin.push(at);
  }
  return { text: out, origin };
}

/** Removes the last occurrence of each hidden run, whatever its white space; a run that is not found is left alone. */
export function withoutHidden(text: string, hidden: readonly string[]): string {
  let left = text;
  for (const run of hidden) {
    const wanted = compact(run).text;
    if (wanted === '') continue;
    const { text: where, origin } = compact(left);
    // What is written twice, seen and hidden, is hidden further down as a rule: keyword lists stand at the end.
    const at = where.lastIndexOf(wanted);
    const [start, last] = [origin[at], origin[at + wanted.length - 1]];
    if (at !== -1 && start !== undefined && last !== undefined) left = left.slice(0, start) + left.slice(last + 1);
  }
  return left;
}
