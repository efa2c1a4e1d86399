import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { createSeal } from './seal.ts';

const key = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
const set = (...keys: object[]) => JSON.stringify({ keys });
const [old, fresh] = [key('old'), key('fresh')];

afterEach(() => void vi.useRealTimers());

test('what was sealed is opened again, and cannot be read in between', async () => {
  const sealed = await createSeal(set(old), 'test').seal({ verifier: 'a secret' }, 60);
  expect(sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString()).join()).not.toContain('secret');
  expect(await createSeal(set(old), 'test').open(sealed)).toMatchObject({ verifier: 'a secret' });
});

test('it lasts over a change of keys, and not longer than it was given', async () => {
  const sealed = await createSeal(set(old), 'test').seal({ a: 'b' }, 60);
  expect(await createSeal(set(fresh, old), 'test').open(sealed)).toMatchObject({ a: 'b' });
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + 61_000);
  expect(await createSeal(set(fresh, old), 'test').open(sealed)).toBeUndefined();
});

test('what is for another purpose, of other keys, changed or nonsense is not opened', async () => {
  const seal = createSeal(set(old), 'test');
  const sealed = await seal.seal({ a: 'b' }, 60);
  const changed = sealed.slice(0, -3) + (sealed.endsWith('AAA') ? 'BBB' : 'AAA');
  for (const wrong of [changed, 'nonsense', '']) expect(await seal.open(wrong)).toBeUndefined();
  expect(await createSeal(set(old), 'other').open(sealed)).toBeUndefined();
  expect(await createSeal(set(fresh), 'test').open(sealed)).toBeUndefined();
  expect(await createSeal(set({ ...fresh, kid: 'old' }), 'test').open(sealed)).toBeUndefined();
});
