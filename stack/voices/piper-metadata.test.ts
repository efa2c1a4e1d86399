import { describe, expect, it } from 'vitest';
import { onnxMetadata, piperTokens } from './piper-metadata.ts';

describe("a Piper voice's metadata for sherpa-onnx", () => {
  it('is appended as protobuf entries of field 14', () => {
    expect([...onnxMetadata({ a: 'bc' })]).toEqual([0x72, 7, 0x0a, 1, 0x61, 0x12, 2, 0x62, 0x63]);
  });

  it('keeps values longer than 127 bytes whole', () => {
    const bytes = onnxMetadata({ k: 'x'.repeat(200) });
    expect([...bytes.subarray(0, 9)]).toEqual([0x72, 206, 1, 0x0a, 1, 0x6b, 0x12, 200, 1]);
    expect(bytes.length).toBe(209);
  });

  it('lists the phonemes with their ids, the space too', () => {
    expect(piperTokens({ phoneme_id_map: { _: [0], ' ': [3], a: [14] } })).toBe('_ 0\n  3\na 14\n');
  });

  it('is refused for a file that is no voice', () => {
    expect(() => piperTokens({})).toThrow('no phoneme_id_map');
  });
});
