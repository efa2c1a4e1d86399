import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { accessTokenSeconds, createTokens } from './tokens.ts';

const key = (kid: string) => ({ ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }), kid });
const set = (...keys: object[]) => JSON.stringify({ keys });
const caller = { userId: randomUUID(), role: 'coach' } as const;

afterEach(() => void vi.useRealTimers());

test('a token says who is calling, for a quarter of an hour', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const tokens = await createTokens(set(key('a')));
  const token = await tokens.issue(caller);
  expect(await tokens.verify(token)).toEqual(caller);
  vi.setSystemTime(Date.now() + (accessTokenSeconds - 1) * 1_000);
  expect(await tokens.verify(token)).toEqual(caller);
  vi.setSystemTime(Date.now() + 2_000);
  expect(await tokens.verify(token)).toBeUndefined();
});

test('a new key signs at once while tokens of the old one are still taken', async () => {
  const [old, fresh] = [key('old'), key('fresh')];
  const token = await (await createTokens(set(old))).issue(caller);
  const rotated = await createTokens(set(fresh, old));
  expect(await rotated.verify(token)).toEqual(caller);
  const next = await createTokens(set(fresh));
  expect(await next.verify(await rotated.issue(caller))).toEqual(caller);
  expect(await next.verify(token)).toBeUndefined();
});

test.each([
  ['not JSON', '{'],
  ['no key', '{"keys":[]}'],
  ['a public key', set({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'a' })],
  ['a key without a name', set({ ...key('a'), kid: undefined })],
  ['another kind of key', set({ ...key('a'), crv: 'X25519' })],
])('%s stops the start and says what is expected, without the key', async (_, wrong) => {
  const error = await createTokens(wrong).catch((caught: unknown) => caught);
  expect(String(error)).toMatch(/AUTH_SIGNING_KEYS: expected .* Ed25519/);
  const secret = /"d":"([^"]+)"/.exec(wrong)?.[1];
  if (secret !== undefined) expect(String(error)).not.toContain(secret);
});
