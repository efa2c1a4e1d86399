import { afterEach, expect, inject, test } from 'vitest';
import { addGrant, findInterview, startInterview } from '@greenroom/database';
import type { Settings } from '@greenroom/settings';
import { connectRooms } from './interview-rooms.ts';
import { connectWorkflows } from './interview-workflows.ts';
import { startTestApi, type TestApi } from './testing.ts';

/** Nothing listens on port 9 (discard). */
const nowhere = '127.0.0.1:9';
let api: TestApi | undefined;
afterEach(async () => {
  await api?.stop();
  api = undefined;
});
async function with_(settings: (settings: Settings) => Settings): Promise<TestApi> {
  api = await startTestApi(inject('env'), { settings });
  return api;
}
const without = {
  livekit: (settings: Settings): Settings => ({ ...settings, livekit: { ...settings.livekit, url: `ws://${nowhere}` } }),
  temporal: (settings: Settings): Settings => ({ ...settings, temporal: { ...settings.temporal, address: nowhere } }),
  redis: (settings: Settings): Settings => ({ ...settings, redis: { url: `redis://${nowhere}` } }),
  files: (settings: Settings): Settings => ({ ...settings, files: { ...settings.files, endpoint: `http://${nowhere}` } }),
  database: (settings: Settings): Settings => ({ ...settings, database: { url: `postgres://nobody@${nowhere}/none` } }),
};

test('with everything there the API is well', async () => {
  const { call } = await with_((settings) => settings);
  expect(await call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok', checks: { database: 'ok', redis: 'ok', files: 'ok', livekit: 'ok', temporal: 'ok' } } });
});

test.each(['livekit', 'temporal', 'redis', 'files'] as const)('without %s the API is degraded and says so', async (part) => {
  const { call } = await with_(without[part]);
  const since = performance.now();
  expect(await call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'degraded', checks: { database: 'ok', [part]: 'failing' } } });
  expect(performance.now() - since).toBeLessThan(4_000);
});

test('without the database the API is not ready, and a request may be tried again', async () => {
  const { call, context } = await with_(without.database);
  expect((await call('GET', '/health')).problem).toMatchObject({ status: 503, retryable: true });
  const token = await context.tokens.issue({ userId: crypto.randomUUID(), role: 'candidate' });
  const { problem, headers } = await call('GET', '/interviews', { token });
  expect([problem?.status, problem?.retryable, headers.get('retry-after')]).toEqual([503, true, '2']);
});

test('without LiveKit a start changes nothing, and works as soon as LiveKit is there', async () => {
  const { call, context, plan, settings, signUp } = await with_(without.livekit);
  const { token } = await signUp();
  const { id } = await plan(token);
  expect((await call('POST', `/interviews/${id}/start`, { token })).problem).toMatchObject({ status: 503, retryable: true });
  expect((await findInterview(context.database, id))?.status).toBe('pending');
  context.rooms = connectRooms({ ...settings.livekit, url: settings.livekit.publicUrl }, settings.interviews);
  expect((await call('POST', `/interviews/${id}/start`, { token })).status).toBe(200);
});

test('without Redis no coach comes into a room or reads along, because the candidate could not be told; the candidate does', async () => {
  const { call, context, plan, signUp } = await with_(without.redis);
  const [dana, cal] = [await signUp(), await signUp('coach')];
  const { id } = await plan(dana.token);
  await addGrant(context.database, { candidateId: dana.id, coachId: cal.id, interviewId: id });
  await startInterview(context.database, id, Date.now());
  for (const mode of ['listen', 'speak']) expect((await call('POST', `/interviews/${id}/token`, { token: cal.token, body: { mode } })).problem).toMatchObject({ status: 503, retryable: true, detail: expect.stringContaining('cannot be told') as string });
  expect((await call('GET', `/interviews/${id}/transcript`, { token: cal.token })).problem).toMatchObject({ status: 503, retryable: true });
  expect((await call('POST', `/interviews/${id}/token`, { token: dana.token, body: {} })).status).toBe(200);
  expect((await call('GET', `/interviews/${id}/transcript`, { token: dana.token })).status).toBe(200);
});

test('without Temporal a start fails half-way, keeps its clock, and the same call works as soon as Temporal is there', async () => {
  const { call, context, plan, signUp } = await with_(without.temporal);
  const { token } = await signUp();
  const { id } = await plan(token);
  const since = performance.now();
  expect((await call('POST', `/interviews/${id}/start`, { token })).problem).toMatchObject({ status: 503, retryable: true });
  expect(performance.now() - since).toBeLessThan(8_000);
  const clock = (await findInterview(context.database, id))?.startedAt;
  expect((await call('GET', `/interviews/${id}`, { token })).body).toMatchObject({ interview: { status: 'in_progress' }, progress: null });
  await context.workflows.close();
  context.workflows = connectWorkflows({ address: inject('env')['TEMPORAL_ADDRESS'] ?? '', namespace: 'default' });
  expect((await call('POST', `/interviews/${id}/start`, { token })).status).toBe(200);
  expect((await findInterview(context.database, id))?.startedAt).toBe(clock);
});
