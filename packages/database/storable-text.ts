/**
 * Postgres refuses U+0000 and half surrogate pairs, which a client may send or a recogniser produce. Each becomes one
 * replacement character, so that character offsets into the text stay right.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd');
}

/** The same for everything inside a value that is stored as JSON. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? storableText(inner) : inner));
}
