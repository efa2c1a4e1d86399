/** Sound for servers that speak: a tone as long as the text takes, 24 kHz, in parts of 50 ms. */
const sampleRate = 24_000;
/** Characters per second, about a calm voice. */
const calm = 15;

export const secondsOf = (text: string, charactersPerSecond = calm): number => Math.max(0.3, text.length / charactersPerSecond);

export function toneParts(text: string, charactersPerSecond = calm): Buffer[] {
  const samples = Int16Array.from({ length: Math.round(secondsOf(text, charactersPerSecond) * sampleRate) }, (_, index) => Math.round(9_000 * Math.sin((2 * Math.PI * 220 * index) / sampleRate)));
  const bytes = Buffer.from(samples.buffer);
  // An odd size: a network does not respect samples.
  const size = sampleRate / 10 - 1;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
