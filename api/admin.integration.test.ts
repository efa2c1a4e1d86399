import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FailedWorkflow, ManagedUser, RunningInterview } from '@greenroom/contracts';
import { createSession, listSessions, startInterview } from '@greenroom/database';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let admin: { id: string; token: string };
beforeAll(async () => {
  api = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, admin: { temporalUiUrl: 'http://127.0.0.1:8233/' } }) });
  admin = await api.signUp('admin');
});
afterAll(() => api.stop());

const users = async (query: string) => (await api.call('GET', `/admin/users?${query}`, { token: admin.token })).body as { items: ManagedUser[]; nextCursor: string | null };

test('accounts come in pages, each once, newest first', async () => {
  const made = [];
  for (let count = 0; count < 5; count += 1) made.push((await api.signUp('coach')).id);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await users(`role=coach&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  expect(seen).toEqual(made.toReversed());
  expect((await api.call('GET', '/admin/users?cursor=nonsense', { token: admin.token })).problem?.errors?.[0]?.path).toBe('cursor');
});

test('accounts are found by a part of name or address, and what looks like a pattern is none', async () => {
  const { id } = await api.signUp();
  const email = (await users(`limit=100`)).items.find((user) => user.id === id)?.email ?? '';
  expect((await users(`q=${encodeURIComponent(email.slice(0, 12).toUpperCase())}`)).items.map((user) => user.id)).toEqual([id]);
  expect((await users(`q=${encodeURIComponent('%@%')}`)).items).toEqual([]);
});

test('a disabled account loses its sessions at once, keeps its first date, and can be enabled again', async () => {
  const { id } = await api.signUp();
  await createSession(api.context.database, { userId: id, method: 'password', userAgent: null, tokenHash: Buffer.from(randomUUID().replaceAll('-', '')) });
  expect(await listSessions(api.context.database, id)).toHaveLength(1);
  const change = async (body: object) => (await api.call('PATCH', `/admin/users/${id}`, { token: admin.token, body })).body as ManagedUser;
  const { disabledAt } = await change({ disabled: true });
  expect(disabledAt).not.toBeNull();
  expect(await listSessions(api.context.database, id)).toHaveLength(0);
  expect((await change({ disabled: true })).disabledAt).toBe(disabledAt);
  expect((await users('disabled=true')).items.map((user) => user.id)).toEqual([id]);
  expect(await change({ disabled: false, role: 'coach' })).toMatchObject({ disabledAt: null, role: 'coach' });
});

test('an administrator changes neither the own account nor one that is not there', async () => {
  expect((await api.call('PATCH', `/admin/users/${admin.id}`, { token: admin.token, body: { role: 'candidate' } })).problem?.type).toBe('/problems/own-account');
  expect((await api.call('PATCH', `/admin/users/${randomUUID()}`, { token: admin.token, body: { disabled: true } })).status).toBe(404);
});

test('running interviews are listed without anything that was planned or said', async () => {
  const { id: userId, token } = await api.signUp();
  const { id } = await api.plan(token, { role: 'Secret role', jobDescription: 'Secret job' });
  await api.plan(token);
  await startInterview(api.context.database, id, Date.now());
  const { body } = await api.call('GET', '/admin/interviews', { token: admin.token });
  const { items } = body as { items: RunningInterview[] };
  expect(items).toEqual([{ id, userId, type: 'behavioral', mode: 'spoken', status: 'in_progress', startedAt: expect.any(String), pausedAt: null }]);
  expect(JSON.stringify(body)).not.toContain('Secret');
});

test('parts are listed with how long they take', async () => {
  const { body } = await api.call('GET', '/admin/parts', { token: admin.token });
  const { parts } = body as { parts: { name: string; status: string }[] };
  expect(parts.map(({ name, status }) => `${name} ${status}`)).toEqual(['database ok', 'redis ok', 'files ok', 'livekit ok', 'temporal ok']);
});

test('work that failed is listed with its reason and a link to its history', async () => {
  const { client } = api.context.durable;
  const workflowId = `mail-${randomUUID()}`;
  const handle = await client.workflow.start('sendMail', { taskQueue: 'nobody-works-here', workflowId });
  await handle.terminate('for the test');
  const found = async () => ((await api.call('GET', '/admin/workflows/failed', { token: admin.token })).body as { items: FailedWorkflow[] }).items.find((item) => item.workflowId === workflowId);
  // Temporal's list follows a moment later.
  await expect.poll(found, { timeout: 10_000 }).toBeDefined();
  expect(await found()).toMatchObject({ type: 'sendMail', status: 'terminated', reason: 'for the test', link: `http://127.0.0.1:8233/namespaces/default/workflows/${workflowId}/${handle.firstExecutionRunId}/history` });
});
