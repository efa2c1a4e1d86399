import { lookup } from 'node:dns/promises';
import { stat } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createPasswords, hashPassword } from './passwords.ts';

test('only the right password matches, and without an account none does', async () => {
  const passwords = await createPasswords();
  const hash = await passwords.hash('correct horse');
  expect(hash).toMatch(/^\$2b\$12\$/);
  expect(await passwords.matches('correct horse', hash)).toBe(true);
  expect(await passwords.matches('wrong horse', hash)).toBe(false);
  for (const nobody of [undefined, null]) expect(await passwords.matches('correct horse', nobody)).toBe(false);
});

test('a password that bcrypt would cut is refused, counted in bytes, and matches nothing', async () => {
  await hashPassword('x'.repeat(72), 4);
  await expect(hashPassword('x'.repeat(73), 4)).rejects.toThrow(RangeError);
  await expect(hashPassword('ü'.repeat(37), 4)).rejects.toThrow(/72 bytes/);
  const passwords = await createPasswords(4);
  const hash = await passwords.hash('x'.repeat(72));
  expect(await passwords.matches('x'.repeat(72), hash)).toBe(true);
  // bcrypt itself would say yes: it compares the first 72 bytes.
  expect(await passwords.matches('x'.repeat(73), hash)).toBe(false);
});

test('a letter composed in another way is the same letter', async () => {
  const passwords = await createPasswords(4);
  expect(await passwords.matches('u\u0308berraschend', await passwords.hash('\u00fcberraschend'))).toBe(true);
});

test('a hash with fewer rounds than now is known as weaker', async () => {
  const passwords = await createPasswords(5);
  expect([passwords.isWeaker(await hashPassword('x', 4)), passwords.isWeaker(await hashPassword('x', 5))]).toEqual([true, false]);
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

test('while many sign in, files and names are still looked up, and those beyond the line are told to come back', async () => {
  const passwords = await createPasswords(10);
  const hash = await hashPassword('correct horse', 4);
  const slow = await hashPassword('correct horse', 10);
  const flood = Promise.allSettled(Array.from({ length: 60 }, () => passwords.matches('correct horse', slow)));
  // Unbounded, 60 hashes in four threads would keep the file waiting for all of them.
  const since = performance.now();
  await stat(import.meta.filename);
  await lookup('localhost');
  const lookedUp = performance.now() - since;
  const results = await flood;
  const whole = performance.now() - since;
  expect(lookedUp).toBeLessThan(whole / 4);
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(60 - 2 - 32);
  expect(String((refused[0] as PromiseRejectedResult).reason)).toMatch(/Try again in a few seconds/);
  expect(await passwords.matches('correct horse', hash)).toBe(true);
}, 60_000);
