import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Interview } from '@greenroom/contracts';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
});
afterAll(() => api.stop());

const plan = { type: 'hr', role: 'Engineer', level: 'mid' };
const create = (token: string, key: string, body: unknown = plan) => api.call('POST', '/interviews', { token, body, headers: { 'idempotency-key': key } });
const planned = async (token: string) => ((await api.call('GET', '/interviews', { token })).body as { items: Interview[] }).items.map(({ id }) => id);

test('a repeated POST with the same key gives the same answer and makes nothing new', async () => {
  const { token } = await api.signUp();
  const key = randomUUID();
  const [first, second] = [await create(token, key), await create(token, key, { level: 'mid', role: ' Engineer ', type: 'hr' })];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  expect([first.headers.get('idempotency-replayed'), second.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
  expect(await planned(token)).toHaveLength(1);
});

test('what is kept of an answer cannot be read in Redis', async () => {
  const { id, token } = await api.signUp();
  const { body } = await create(token, randomUUID());
  const { keys } = await api.context.redis.scan('0', { MATCH: `once:${id}:*`, COUNT: 100_000 });
  const kept = await api.context.redis.get(keys[0] ?? '');
  expect(kept).toContain('answer');
  expect(kept).not.toContain((body as Interview).id);
});

test('of ten at once with the same key one is done; the others are told to wait, or get its answer', async () => {
  const { token } = await api.signUp();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 10 }, () => create(token, key)));
  for (const { status, problem, headers } of answers) {
    if (status === 201) continue;
    expect([problem?.type, headers.get('retry-after')]).toEqual(['/problems/idempotency-under-way', '1']);
  }
  expect(await planned(token)).toHaveLength(1);
});

test('the same key with another body is refused, and with another account it is another key', async () => {
  const [{ token }, other] = [await api.signUp(), await api.signUp()];
  const key = randomUUID();
  await create(token, key);
  expect((await create(token, key, { ...plan, level: 'senior' })).problem).toMatchObject({ status: 422, type: '/problems/idempotency-key-reused' });
  expect((await create(other.token, key)).headers.get('idempotency-replayed')).toBeNull();
  expect(await planned(other.token)).toHaveLength(1);
});

test('what was refused is not kept: the same key can be used for the corrected request', async () => {
  const { token } = await api.signUp();
  const key = randomUUID();
  expect((await create(token, key, { ...plan, level: 'wizard' })).status).toBe(400);
  expect((await create(token, key)).status).toBe(201);
});

test('an empty or overlong key is a clear mistake', async () => {
  const { token } = await api.signUp();
  for (const key of ['', 'a b', 'x'.repeat(256)]) expect((await create(token, key)).problem?.errors?.[0]?.path).toBe('Idempotency-Key');
});

test('while Redis is away a request with a key is refused and may be repeated; one without a key is done', async () => {
  const away = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, redis: { url: 'redis://127.0.0.1:9' } }) });
  try {
    const { token } = await away.signUp();
    const refused = await away.call('POST', '/interviews', { token, body: plan, headers: { 'idempotency-key': randomUUID() } });
    expect(refused.problem).toMatchObject({ status: 503, type: '/problems/unavailable', retryable: true });
    expect(await away.call('POST', '/interviews', { token, body: plan })).toMatchObject({ status: 201 });
  } finally {
    await away.stop();
  }
});

test('a read that the client has already is answered with 304 and no body, and a changed one is not', async () => {
  const { token } = await api.signUp();
  const { id } = await api.plan(token);
  const first = await api.call('GET', `/interviews/${id}`, { token });
  const etag = first.headers.get('etag') ?? '';
  expect([first.status, etag, first.headers.get('cache-control')]).toEqual([200, expect.stringMatching(/^"[\w-]{27}"$/), 'private, no-cache']);
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const again = await api.call('GET', `/interviews/${id}`, { token, headers: { 'if-none-match': known } });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, '', etag]);
  }
  expect((await api.call('HEAD', `/interviews/${id}`, { token })).headers.get('etag')).toBe(etag);
  const before = (await api.call('GET', '/interviews', { token })).headers.get('etag') ?? '';
  await api.plan(token);
  expect((await api.call('GET', '/interviews', { token, headers: { 'if-none-match': before } })).status).toBe(200);
});
