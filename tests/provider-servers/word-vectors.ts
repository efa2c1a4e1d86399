/** Vectors for tests: texts that share words are near. */
const dimensions = 96;

export function wordVector(text: string): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []) {
    let hash = 7;
    for (const character of word.replace(/(?:ing|ed|s)$/, '')) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
    const at = hash % dimensions;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  // Never all zeros: their direction is not defined.
  return length === 0 ? vector.map(() => 1 / Math.sqrt(dimensions)) : vector.map((number) => number / length);
}
