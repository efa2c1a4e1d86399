import { expect, test } from 'vitest';
import { createPasswords, hashPassword } from './passwords.ts';

test('only the right password matches, and without an account none does', async () => {
  const passwords = await createPasswords();
  const hash = await hashPassword('correct horse');
  expect(hash).toMatch(/^\$2b\$12\$/);
  expect(await passwords.matches('correct horse', hash)).toBe(true);
  expect(await passwords.matches('wrong horse', hash)).toBe(false);
  expect(await passwords.matches('correct horse', undefined)).toBe(false);
});

test('a password that bcrypt would cut is refused, counted in bytes', async () => {
  await hashPassword('x'.repeat(72));
  await expect(hashPassword('x'.repeat(73))).rejects.toThrow(RangeError);
  await expect(hashPassword('ü'.repeat(37))).rejects.toThrow(/72 bytes/);
});

test('hashing leaves the event loop free', async () => {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const since = performance.now();
  await hashPassword('x');
  clearInterval(timer);
  expect(longest).toBeLessThan((performance.now() - since) / 2);
});
