/** A recording as Chromium's fake microphone reads it: WAV, 16 bit, mono. It plays from its beginning each time a page opens the microphone. */
import { wavOf } from '@greenroom/providers/cloud/wav';
import { sampleRate } from '../../stack/demo/audio-file.ts';

/** Sounds and silences (seconds) one after the other. */
export function microphoneFile(...parts: readonly (Int16Array | number)[]): Uint8Array {
  const pieces = parts.map((part) => (typeof part === 'number' ? new Int16Array(Math.round(part * sampleRate)) : part));
  const samples = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return wavOf(samples, sampleRate);
}
