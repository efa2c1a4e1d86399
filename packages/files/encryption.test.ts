import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createEncryption } from './encryption.ts';
import { EncryptionKeyMissingError, FileTamperedError } from './errors.ts';

const key = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
const [old, current] = [key('2025'), key('2026')];
const plain = Buffer.from('Dana Reyes, Engineer');
const place = 'resumes/u/r';

test('what is encrypted comes back, and the same file never looks the same twice', () => {
  const encryption = createEncryption([current]);
  const [one, other] = [encryption.encrypt(place, plain), encryption.encrypt(place, plain)];
  expect(encryption.decrypt(place, one)).toEqual(plain);
  expect(one.equals(other)).toBe(false);
  expect(one.includes('Dana')).toBe(false);
  expect(encryption.decrypt(place, encryption.encrypt(place, new Uint8Array()))).toHaveLength(0);
});

test('after a rotation the new key encrypts and the old one still opens what it closed', () => {
  const before = createEncryption([old]).encrypt(place, plain);
  const rotated = createEncryption([current, old]);
  expect(rotated.decrypt(place, before)).toEqual(plain);
  expect(createEncryption([current]).decrypt(place, rotated.encrypt(place, plain))).toEqual(plain);
});

test('a file whose key has left the settings says which one is missing', () => {
  const before = createEncryption([old]).encrypt(place, plain);
  expect(() => createEncryption([current]).decrypt(place, before)).toThrow(EncryptionKeyMissingError);
  expect(() => createEncryption([current]).decrypt(place, before)).toThrow(/"2025".*FILE_ENCRYPTION_KEYS/);
});

test('without a key nothing is stored', () => {
  expect(() => createEncryption([]).encrypt(place, plain)).toThrow(/FILE_ENCRYPTION_KEYS is not set/);
});

test('no byte can be changed, in the header or after it', () => {
  const encryption = createEncryption([current]);
  const stored = encryption.encrypt(place, plain);
  for (let at = 0; at < stored.length; at += 1) {
    const changed = Buffer.from(stored);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => encryption.decrypt(place, changed), `byte ${at}`).toThrow(/not what was stored|not encrypted here|not in FILE_ENCRYPTION_KEYS/);
  }
});

test('a file in the place of another one does not open', () => {
  const encryption = createEncryption([current]);
  expect(() => encryption.decrypt('resumes/u/other', encryption.encrypt(place, plain))).toThrow(FileTamperedError);
});

test('another key under the same name does not open it', () => {
  expect(() => createEncryption([key(current.id)]).decrypt(place, createEncryption([current]).encrypt(place, plain))).toThrow(FileTamperedError);
});

test.each([['nothing', 0], ['a piece of the header', 10], ['all but its end', 40]])('%s of a file is refused', (_, length) => {
  const encryption = createEncryption([current]);
  expect(() => encryption.decrypt(place, encryption.encrypt(place, plain).subarray(0, length))).toThrow(FileTamperedError);
});

test('what was never encrypted is refused', () => {
  expect(() => createEncryption([current]).decrypt(place, Buffer.from('%PDF-1.7 '.repeat(20)))).toThrow(FileTamperedError);
});
