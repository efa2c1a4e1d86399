/** A recording as Chromium's fake microphone reads it: WAV, 16 bit, mono. It plays from its beginning each time a page opens the microphone. */
import { sampleRate } from '../../stack/demo/audio-file.ts';

/** Sounds and silences (seconds) one after the other. */
export function microphoneFile(...parts: readonly (Int16Array | number)[]): Buffer {
  const data = Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.alloc(Math.round(part * sampleRate) * 2) : Buffer.from(part.buffer, part.byteOffset, part.byteLength))));
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + data.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}
