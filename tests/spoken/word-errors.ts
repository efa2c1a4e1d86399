/** Word error rate: substitutions, insertions and deletions per word of the reference (Levenshtein over words). */
const plain = (text: string): string[] =>
  text.toLowerCase().replaceAll('’', "'").replace(/[^a-z0-9' ]+/g, ' ').split(/\s+/).filter(Boolean);

export function wordErrorRate(reference: string, heard: string): number {
  const wanted = plain(reference);
  const got = plain(heard);
  let row = got.map((_, index) => index + 1);
  row.unshift(0);
  wanted.forEach((word, i) => {
    const next = [i + 1];
    got.forEach((other, j) => next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (word === other ? 0 : 1))));
    row = next;
  });
  return (row.at(-1) ?? 0) / Math.max(1, wanted.length);
}
