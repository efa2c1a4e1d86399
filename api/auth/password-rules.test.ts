import { expect, test } from 'vitest';
import { commonPasswords } from './common-passwords.ts';
import { normalPassword, passwordFault } from './password-rules.ts';

const dana = { email: 'dana.reyes@example.com', fullName: 'Dana Reyes' };

test.each(['a quiet green room', 'correct horse', 'Tr0ub4dor&3x', 'пароль для зелёной', 'zehnzeichen', 'x'.repeat(30) + 'yzäö'])('"%s" can be used', (password) => {
  expect(passwordFault(password, dana)).toBeUndefined();
});

test.each([
  ['nine chars', 'ninechars', /at least 10 characters/],
  ['a common one', 'Password123', /tried first/],
  ['a row of keys', 'QWERTYUIOP', /tried first/],
  ['a row backwards', '0987654321', /tried first/],
  ['the alphabet', 'cdefghijklm', /tried first/],
  ['one character', 'aaaaaaaaaaaa', /repeats/],
  ['three characters', 'abcabcabcabc', /repeats/],
  ['the address', 'Dana.Reyes@example.com', /your name or your address/],
  ['the address before the @', 'dana.reyes', /your name or your address/],
  ['the name', 'DANA REYES', /your name or your address/],
  ['a null character', 'a quiet\0green room', /null character/],
  ['73 bytes', `${'x'.repeat(70)}yzw`, /at most 72 bytes/],
  ['37 letters of two bytes', 'абвгдежзик'.repeat(4), /at most 72 bytes/],
])('%s cannot be used', (_, password, why) => {
  expect(passwordFault(password, dana)).toMatch(why);
});

test('emoji count as characters, not as their halves', () => {
  expect(passwordFault('🎤🎧🎙️🎚️')).toMatch(/at least 10/);
});

test('the same letters composed in another way are the same password', () => {
  expect(normalPassword('u\u0308berraschend')).toBe(normalPassword('\u00fcberraschend'));
});

test('the list holds passwords as they are compared: in lower case, of at least ten characters, once', () => {
  for (const password of commonPasswords) {
    expect(password).toBe(password.toLowerCase());
    expect(password.length).toBeGreaterThanOrEqual(10);
  }
  expect(commonPasswords.size).toBeGreaterThan(120);
});
