/** Bytes as they come over a network as 16-bit samples: a sample may be cut in two between parts. */
export async function* samplesOf(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Int16Array> {
  let odd: number | undefined;
  for await (const part of parts) {
    const length = part.length + (odd === undefined ? 0 : 1);
    const bytes = new Uint8Array(length);
    if (odd !== undefined) bytes[0] = odd;
    bytes.set(part, length - part.length);
    odd = length % 2 === 1 ? bytes[length - 1] : undefined;
    const whole = length - (length % 2);
    if (whole > 0) yield new Int16Array(bytes.buffer, 0, whole / 2);
  }
}
