import { describe, expect, it } from 'vitest';
import { moonshineTokens } from './moonshine-tokens.ts';

describe('tokens of a Moonshine tokenizer', () => {
  it('are numbered by their place, and unused ids are left out', () => {
    const file = Uint8Array.from([1, 0x61, 0, 2, 0x62, 0x63]);
    expect(moonshineTokens(file)).toBe('YQ== 0\nYmM= 2\n');
  });

  it('may be longer than 127 bytes', () => {
    const long = new Uint8Array(130).fill(0x78);
    const file = Uint8Array.from([128 + 2, 1, ...long]);
    expect(moonshineTokens(file)).toBe(`${Buffer.from(long).toString('base64')} 0\n`);
  });

  it('are refused when the file is cut off', () => {
    expect(() => moonshineTokens(Uint8Array.from([5, 0x61]))).toThrow('ends in the middle of token 0');
  });
});
