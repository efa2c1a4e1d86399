/**
 * Moonshine's `tokenizer.bin` as the `tokens.txt` that sherpa-onnx reads (lines `base64(token) id`).
 *
 * The file is one record per id: a length, then the token's bytes. A length byte of 128 or more is continued by the next
 * byte: `length = byte - 128 + 128 * next`. A zero length is an id that is not in use.
 */
export function moonshineTokens(tokenizer: Uint8Array): string {
  const lines: string[] = [];
  let offset = 0;
  for (let id = 0; offset < tokenizer.length; id += 1) {
    const first = tokenizer[offset++] ?? 0;
    const length = first < 128 ? first : first - 128 + 128 * (tokenizer[offset++] ?? 0);
    if (offset + length > tokenizer.length) throw new Error(`tokenizer.bin ends in the middle of token ${id}`);
    if (length > 0) lines.push(`${Buffer.from(tokenizer.subarray(offset, offset + length)).toString('base64')} ${id}\n`);
    offset += length;
  }
  return lines.join('');
}
