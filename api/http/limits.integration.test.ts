import { randomUUID } from 'node:crypto';
import { afterEach, expect, inject, test } from 'vitest';
import type { Settings } from '@greenroom/settings';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});
const small = { address: 5, account: 3, signIn: 2, costly: 2 };
async function limited(change: (settings: Settings) => Settings = (settings) => settings): Promise<TestApi> {
  api = await startTestApi(inject('env'), { settings: (settings) => change({ ...settings, http: { ...settings.http, limits: small, trustedProxies: ['loopback'] } }) });
  return api;
}
/** Counters live in a Redis that other tests use too: each caller has an address of its own. */
const anAddress = () => `2001:db8:${randomUUID().slice(0, 4)}:${randomUUID().slice(0, 4)}::1`;
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
const without = (settings: Settings): Settings => ({ ...settings, redis: { url: 'redis://127.0.0.1:9' } });
const login = (call: TestApi['call'], address: string, email = `${randomUUID()}@example.com`) => call('POST', '/auth/login', { ...from(address), body: { email, password: 'not the password' } });

test.each([['in Redis', (settings: Settings) => settings], ['in this process while Redis is away', without]])('an address is counted %s, is told how it stands, and is refused with a time to wait', async (_where, change) => {
  const { call, context } = await limited(change);
  const address = anAddress();
  const first = await call('GET', '/auth/me', from(address));
  expect(first.headers.get('ratelimit-policy')).toMatch(/^"address"; q=5; w=60; pk=:.+:$/);
  expect(first.headers.get('ratelimit')).toMatch(/^"address"; r=4; t=60$/);
  for (let count = 2; count <= 5; count += 1) expect((await call('GET', '/auth/me', from(address))).status).toBe(401);
  const { problem, headers, status } = await call('GET', '/auth/me', from(address));
  expect([status, problem?.type, problem?.retryable]).toEqual([429, '/problems/rate-limited', true]);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect((await call('GET', '/auth/me', from(anAddress()))).status).toBe(401);
  expect(await context.metrics.registry.getSingleMetricAsString('rate_limit_hits_total')).toMatch(/policy="address"} 1/);
});

test('a Redis that has forgotten our scripts goes on counting', async () => {
  const { call, context } = await limited();
  const address = anAddress();
  await call('GET', '/auth/me', from(address));
  await context.redis.sendCommand(['SCRIPT', 'FLUSH']);
  expect((await call('GET', '/auth/me', from(address))).headers.get('ratelimit')).toMatch(/r=3;/);
  expect(await context.metrics.registry.getSingleMetricAsString('dependency_failures_total')).not.toMatch(/part="redis"/);
});

test('an account is counted wherever it comes from', async () => {
  const { call, signUp } = await limited();
  const { token } = await signUp();
  for (let count = 1; count <= 3; count += 1) expect((await call('GET', '/auth/me', { token, ...from(anAddress()) })).status).toBe(200);
  expect((await call('GET', '/auth/me', { token, ...from(anAddress()) })).problem?.type).toBe('/problems/rate-limited');
});

test.each([['', (settings: Settings) => settings], [', also while Redis is away', without]])('guessing passwords is slowed by address and by e-mail%s', async (_when, change) => {
  const { call } = await limited(change);
  const [address, email] = [anAddress(), `${randomUUID()}@example.com`];
  expect([(await login(call, address)).status, (await login(call, address)).status, (await login(call, address)).status]).toEqual([401, 401, 429]);
  expect([(await login(call, anAddress(), email)).status, (await login(call, anAddress(), email.toUpperCase())).status, (await login(call, anAddress(), email)).status]).toEqual([401, 401, 429]);
});

test('who is no trusted proxy cannot name another address', async () => {
  const { call } = await limited((settings) => ({ ...settings, http: { ...settings.http, limits: { ...small, address: 3 }, trustedProxies: [] }, redis: { url: 'redis://127.0.0.1:9' } }));
  const answers = [];
  for (let count = 1; count <= 4; count += 1) answers.push((await call('GET', '/auth/me', from(anAddress()))).status);
  expect(answers).toEqual([401, 401, 401, 429]);
});

test('scripts of a site on the list may read answers, those of others may not', async () => {
  const { call } = await limited((settings) => ({ ...settings, http: { ...settings.http, corsOrigins: ['https://app.example.com'] } }));
  const asked = async (origin: string) => {
    const preflight = await call('OPTIONS', '/interviews', { headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,idempotency-key' } });
    const answer = await call('GET', '/auth/me', { headers: { origin, 'x-forwarded-for': anAddress() } });
    return [preflight.headers.get('access-control-allow-origin'), answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')];
  };
  expect(await asked('https://app.example.com')).toEqual(['https://app.example.com', 'https://app.example.com', 'Origin']);
  expect(await asked('https://app.example.com.evil.example')).toEqual([null, null, 'Origin']);
});

test('an address may be as long as the contract allows in any script, and one that is longer is refused before it is read', async () => {
  api = await startTestApi(inject('env'));
  const { token } = await api.signUp();
  const ask = (characters: number) => api?.call('GET', `/questions/generate?type=hr&role=x&level=mid&jobDescription=${encodeURIComponent('𒀀'.repeat(characters))}`, { token });
  // The schema counts UTF-16 units, of which each of these is two.
  expect((await ask(1_000))?.status).toBe(200);
  expect((await ask(5_000))?.status).toBe(431);
});
