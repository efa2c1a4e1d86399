import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SharedInterview, type NewShare, type RecordingAddress, type Share } from '@greenroom/contracts';
import { putScoreOverride, savePeaks, saveReport, saveTurn, startInterview, upsertRecording } from '@greenroom/database';
import { exampleLooks, exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import pg from 'pg';
import { createLog } from '../../log.ts';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let sql: pg.Client;
let dana: { id: string; token: string };
const logged: string[] = [];
beforeAll(async () => {
  api = await startTestApi(inject('env'), { log: createLog('info', { write: (line) => void logged.push(line) }) });
  sql = new pg.Client({ connectionString: api.settings.database.url });
  await sql.connect();
  dana = await api.signUp();
});
afterAll(async () => {
  await sql.end();
  await api.stop();
});

async function held(): Promise<string> {
  const { database, files } = api.context;
  const { id } = await api.plan(dana.token, { jobDescription: 'A secret plan.' });
  await startInterview(database, id, Date.now());
  await saveTurn(database, exampleTurn(id, 1, { endOfTurn: exampleLooks }));
  await saveReport(database, exampleReport(id));
  await upsertRecording(database, { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 1, offsetSeconds: 0, sizeBytes: 3, segments: 1 });
  await files.put(keys.recording(id), Buffer.from('abc'), 'audio/ogg');
  return id;
}
const list = async (id: string) => ((await api.call('GET', `/interviews/${id}/shares`, { token: dana.token })).body as { items: Share[] }).items;
async function share(id: string, body: NewShare) {
  const reply = await api.call('POST', `/interviews/${id}/shares`, { token: dana.token, body });
  expect(reply.status).toBe(201);
  return reply.body as { share: Share; token: string; url: string };
}
const open = (token: string) => api.call('GET', `/shared/${token}`);
const shown = async (token: string) => SharedInterview.parse((await open(token)).body);

test('a link shows what its scope names, to whoever has it, with the candidate’s name and nothing else of theirs', async () => {
  const id = await held();
  const { share: made, token, url } = await share(id, { scope: ['report', 'transcript', 'recording'], expiresInHours: 1 });
  expect(url).toBe(`${api.settings.site.url}/shared/${token}`);
  expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBeLessThanOrEqual(3_600_000 + 1_000);
  const reply = await open(token);
  expect(SharedInterview.parse(reply.body)).toMatchObject({ candidateName: 'Dana Reyes', interview: { role: 'Engineer' }, report: { summary: 'You answered one question.' }, turns: [{ text: 'Um, we shipped it.' }], recording: { status: 'ready' } });
  const text = JSON.stringify(reply.body);
  for (const hidden of ['@example.com', dana.id, 'A secret plan.', 'endOfTurn']) expect(text).not.toContain(hidden);
});

test('each part is shown only when the link names it; the transcript alone has no measures and no marks', async () => {
  const id = await held();
  await putScoreOverride(api.context.database, { interviewId: id, coachId: (await api.signUp('coach')).id, dimension: 'content', value: 70, reason: 'Better than it seems.' });
  const report = await shown((await share(id, { scope: ['report'] })).token);
  expect([report.report !== null, report.turns, report.recording, report.overrides.map(({ value }) => value)]).toEqual([true, null, null, [70]]);
  expect(JSON.stringify(report.overrides)).not.toContain('coach');
  const transcript = await shown((await share(id, { scope: ['transcript'] })).token);
  expect([transcript.report, transcript.recording, transcript.overrides]).toEqual([null, null, []]);
  expect(transcript.turns).toMatchObject([{ text: 'Um, we shipped it.', marks: [], measures: null }]);
  expect(JSON.stringify(transcript.turns)).not.toContain('endOfTurn');
  const { token } = await share(id, { scope: ['report'] });
  for (const part of ['recording', 'recording/peaks']) expect((await api.call('GET', `/shared/${token}/${part}`)).status).toBe(404);
  const recording = (await share(id, { scope: ['recording'] })).token;
  await savePeaks(api.context.database, id, { perSecond: 20, candidate: [0, 50], interviewer: [7, 0] });
  expect((await api.call('GET', `/shared/${recording}/recording/peaks`)).body).toEqual({ perSecond: 20, candidate: [0, 50], interviewer: [7, 0] });
});

test('the recording is heard by an address that ends after a quarter of an hour, or with the link', async () => {
  const id = await held();
  const { token, share: made } = await share(id, { scope: ['recording'], expiresInHours: 1 });
  const { url, expiresAt } = (await api.call('GET', `/shared/${token}/recording`)).body as RecordingAddress;
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
  expect(await (await fetch(new URL(url, api.url))).text()).toBe('abc');
  await sql.query("update share_links set expires_at = now() + interval '60 seconds' where id = $1", [made.id]);
  const soon = (await api.call('GET', `/shared/${token}/recording`)).body as RecordingAddress;
  expect(Date.parse(soon.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
});

test('links that are wrong, expired, revoked or cut short all look the same', async () => {
  const id = await held();
  const [expired, revoked, good] = [await share(id, { scope: ['report'] }), await share(id, { scope: ['report'] }), await share(id, { scope: ['report'] })];
  await sql.query("update share_links set expires_at = now() - interval '1 second' where id = $1", [expired.share.id]);
  expect((await api.call('DELETE', `/interviews/${id}/shares/${revoked.share.id}`, { token: dana.token })).status).toBe(204);
  expect((await api.call('DELETE', `/interviews/${id}/shares/${revoked.share.id}`, { token: dana.token })).status).toBe(204);
  const answers = await Promise.all([expired.token, revoked.token, 'A'.repeat(43), good.token.slice(1), `${good.token}%00`].map(async (token) => {
    const { problem } = await open(token);
    return { ...problem, instance: undefined };
  }));
  expect(answers[0]).toMatchObject({ status: 404, type: '/problems/not-found' });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect((await open(good.token)).status).toBe(200);
});

test('trying out links is limited, for right ones as for wrong ones', async () => {
  const limited = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, http: { ...settings.http, trustedProxies: ['loopback'], limits: { ...settings.http.limits, signIn: 5 } } }) });
  // An address that nobody else has: all tests count in one Redis.
  const headers = { 'x-forwarded-for': '203.0.113.77' };
  const statuses: number[] = [];
  for (let nth = 0; nth < 7; nth += 1) statuses.push((await limited.call('GET', `/shared/${'A'.repeat(42)}${nth}${nth % 2 === 0 ? '' : '/recording'}`, { headers })).status);
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
  await limited.stop();
});

test('views are counted, HEAD and the recording’s address are none, and the list says what is over', async () => {
  const id = await held();
  const { token, share: made } = await share(id, { scope: ['report', 'recording'] });
  await Promise.all([open(token), open(token), open(token)]);
  await fetch(`${api.url}/shared/${token}`, { method: 'HEAD' });
  await api.call('GET', `/shared/${token}/recording`);
  expect(await list(id)).toMatchObject([{ id: made.id, views: 3, revokedAt: null, lastViewedAt: expect.any(String) as string }]);
  await api.call('DELETE', `/interviews/${id}/shares/${made.id}`, { token: dana.token });
  expect(await list(id)).toMatchObject([{ id: made.id, revokedAt: expect.any(String) as string }]);
});

test('the token is stored as its hash alone, and stands in no line of the log', async () => {
  const id = await held();
  const { token } = await share(id, { scope: ['report', 'recording'] });
  for (const path of ['', '/recording', '/recording/peaks', '/nothing']) await api.call('GET', `/shared/${token}${path}`);
  await expect.poll(() => logged.filter((line) => line.includes('/shared/…')).length).toBeGreaterThanOrEqual(3);
  expect(logged.join('')).not.toContain(token);
  const { rows } = await sql.query<{ row: string }>('select share_links::text as row from share_links where interview_id = $1', [id]);
  expect(rows[0]?.row).not.toContain(token);
  expect(rows[0]?.row).toContain(Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))).toString('hex'));
});

test.each([
  ['nothing', { scope: [] }],
  ['one thing twice', { scope: ['report', 'report'] }],
  ['something unknown', { scope: ['notes'] }],
  ['a time of less than an hour', { scope: ['report'], expiresInHours: 0 }],
  ['a time of more than 90 days', { scope: ['report'], expiresInHours: 90 * 24 + 1 }],
])('a link to %s is refused', async (_, body) => {
  expect((await api.call('POST', `/interviews/${await held()}/shares`, { token: dana.token, body })).problem).toMatchObject({ status: 400 });
});

test('an interview has at most twenty open links, also when they are made at once', async () => {
  const id = await held();
  const statuses = (await Promise.all(Array.from({ length: 24 }, () => api.call('POST', `/interviews/${id}/shares`, { token: dana.token, body: { scope: ['report'] } })))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  expect(statuses.filter((status) => status === 409)).toHaveLength(4);
});

test('only the owner makes, sees and revokes links', async () => {
  const id = await held();
  const { share: made } = await share(id, { scope: ['report'] });
  const { token } = await api.signUp('coach');
  for (const [method, path] of [['POST', ''], ['GET', ''], ['DELETE', `/${made.id}`]] as const) {
    expect((await api.call(method, `/interviews/${id}/shares${path}`, { token, ...(method === 'POST' ? { body: { scope: ['report'] } } : {}) })).status).toBe(404);
  }
  const other = await held();
  expect((await api.call('DELETE', `/interviews/${other}/shares/${made.id}`, { token: dana.token })).status).toBe(404);
});
