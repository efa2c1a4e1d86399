import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { RoomServiceClient } from 'livekit-server-sdk';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { agentHeartbeat, analyticsCacheKey, commandStream, liveStream, roomName, workflowIds } from '@greenroom/contracts';
import { addGrant, addNote, findInterview, putScoreOverride, saveReport, saveTurn, upsertRecording } from '@greenroom/database';
import { exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { connectFiles, keys } from '@greenroom/files';
import { connectRooms } from '../../interview-rooms.ts';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let temporal: Client;
let sql: pg.Client;
let dana: { id: string; token: string };
const repairs: (() => void)[] = [];

beforeAll(async () => {
  api = await startTestApi(inject('env'));
  const { address, namespace } = api.settings.temporal;
  temporal = new Client({ connection: await Connection.connect({ address }), namespace });
  sql = new pg.Client({ connectionString: api.settings.database.url });
  await sql.connect();
  dana = await api.signUp();
});
afterEach(() => {
  for (const repair of repairs.splice(0)) repair();
});
afterAll(async () => {
  await temporal.connection.close();
  await sql.end();
  await api.stop();
});

/** A running interview of which there is something everywhere. */
async function fullInterview(): Promise<string> {
  const { database, files, events, redis } = api.context;
  const { id } = await api.plan(dana.token);
  const coach = await api.signUp('coach');
  expect((await api.call('POST', `/interviews/${id}/start`, { token: dana.token })).status).toBe(200);
  await saveTurn(database, exampleTurn(id, 1));
  await saveReport(database, exampleReport(id));
  await upsertRecording(database, { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 1, offsetSeconds: 0, sizeBytes: 3, segments: 1 });
  await addNote(database, { interviewId: id, authorId: coach.id, at: 3, text: 'hm' });
  await addGrant(database, { candidateId: dana.id, coachId: coach.id, interviewId: id });
  await putScoreOverride(database, { interviewId: id, coachId: coach.id, dimension: 'overall', value: 70, reason: 'It was a good talk.' });
  await api.call('POST', `/interviews/${id}/shares`, { token: dana.token, body: { scope: ['report'] } });
  await api.call('POST', '/coach/invites', { token: dana.token, body: { interviewId: id } });
  for (const key of [keys.recording(id), keys.report(id), keys.recordingSegment(id, 0), keys.recordingSegment(id, 1)]) await files.put(key, Buffer.from('abc'), 'audio/ogg');
  await events.publish(id, { type: 'notice', at: 1, level: 'info', text: 'said in private' });
  await events.beat(id, { attempt: 1, phase: 'running', reason: null });
  await redis.set(commandStream.doneKey(id), '1');
  await redis.hSet(analyticsCacheKey(dana.id), 'dashboard', '{}');
  return id;
}

/** In how many rows, files, keys, rooms and running workflows there is something of it. Tables are found, not listed. */
async function leftOf(id: string): Promise<Record<string, number>> {
  const { files, redis } = api.context;
  const left: Record<string, number> = {};
  const { rows } = await sql.query<{ table: string; column: string }>(
    "select table_name as table, column_name as column from information_schema.columns where table_schema = 'public' and (column_name = 'interview_id' or (table_name = 'interviews' and column_name = 'id'))",
  );
  for (const { table, column } of rows) {
    const found = await sql.query(`select 1 from "${table}" where "${column}" = $1`, [id]);
    left[table] = found.rowCount ?? 0;
  }
  left['files'] = (await files.list(keys.interview(id))).length;
  left['redis'] = await redis.exists([liveStream.key(id), agentHeartbeat.key(id), commandStream.doneKey(id), analyticsCacheKey(dana.id)]);
  const { url, apiKey, apiSecret } = { ...api.settings.livekit, url: api.settings.livekit.publicUrl.replace(/^ws/, 'http') };
  left['rooms'] = (await new RoomServiceClient(url, apiKey, apiSecret).listRooms([roomName(id)])).length;
  left['workflows'] = (await temporal.workflow.getHandle(workflowIds.interview(id)).describe()).status.name === 'RUNNING' ? 1 : 0;
  return left;
}
const remove = (id: string, token = dana.token) => api.call('DELETE', `/interviews/${id}`, { token });
const somethingOf = async (id: string): Promise<string[]> => Object.entries(await leftOf(id)).flatMap(([where, count]) => (count > 0 ? [where] : []));

/** Points one part of the API to nowhere until the test ends. */
function without(part: 'files' | 'rooms'): void {
  const { context, settings } = api;
  const before = context[part];
  const broken = part === 'files' ? connectFiles({ ...settings.files, endpoint: 'http://127.0.0.1:9' }) : connectRooms({ ...settings.livekit, url: 'ws://127.0.0.1:9' }, settings.interviews);
  Object.assign(context, { [part]: broken });
  repairs.push(() => void Object.assign(context, { [part]: before }));
}

test('of a deleted interview nothing is left: no row in any table, no file, no event, no room, no workflow that runs', async () => {
  const id = await fullInterview();
  const before = await somethingOf(id);
  for (const where of ['interviews', 'turns', 'words', 'reports', 'recordings', 'notes', 'coach_grants', 'share_links', 'score_overrides', 'files', 'redis', 'rooms', 'workflows']) expect(before).toContain(where);
  expect((await remove(id)).status).toBe(204);
  expect(await somethingOf(id)).toEqual([]);
  expect((await remove(id)).status).toBe(404);
});

test('every table that names an interview goes with it, also those that this suite puts nothing into', async () => {
  const { rows } = await sql.query<{ table: string }>(`
    select table_name as table from information_schema.columns where table_schema = 'public' and column_name = 'interview_id' and not exists (
      select from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
      where conrelid = table_name::regclass and contype = 'f' and confdeltype = 'c' and attname = 'interview_id')`);
  expect(rows).toEqual([]);
});

test('a workflow looks again later, for what an interviewer or a recorder stored while it was stopped', async () => {
  const id = await fullInterview();
  await remove(id);
  const sweep = await temporal.workflow.getHandle(workflowIds.eraseInterview(id)).describe();
  expect(sweep).toMatchObject({ type: 'eraseInterview', taskQueue: 'interviews', status: { name: 'RUNNING' } });
});

test.each(['rooms', 'files'] as const)('when the %s cannot be reached nothing is half gone for its owner: the interview stays, and the same request removes it later', async (part) => {
  const id = await fullInterview();
  without(part);
  expect((await remove(id)).problem).toMatchObject({ status: 503, retryable: true });
  expect(await findInterview(api.context.database, id)).toBeDefined();
  for (const repair of repairs.splice(0)) repair();
  expect((await remove(id)).status).toBe(204);
  expect(await somethingOf(id)).toEqual([]);
});

test('one that was never started is removed without a workflow', async () => {
  const { id } = await api.plan(dana.token);
  expect((await remove(id)).status).toBe(204);
  await expect(temporal.workflow.getHandle(workflowIds.eraseInterview(id)).describe()).rejects.toThrow();
  expect(await findInterview(api.context.database, id)).toBeUndefined();
});

test('two deletions at once are one', async () => {
  const id = await fullInterview();
  const statuses = (await Promise.all([remove(id), remove(id), remove(id)])).map(({ status }) => status);
  for (const status of statuses) expect([204, 404]).toContain(status);
  expect(await somethingOf(id)).toEqual([]);
});

test('a coach who was let in cannot delete it, and for a stranger it is not there', async () => {
  const id = await fullInterview();
  const coach = await api.signUp('coach');
  await addGrant(api.context.database, { candidateId: dana.id, coachId: coach.id, interviewId: null });
  expect((await remove(id, coach.token)).status).toBe(403);
  expect((await remove(id, (await api.signUp()).token)).status).toBe(404);
  expect((await remove(randomUUID())).status).toBe(404);
  expect(await findInterview(api.context.database, id)).toBeDefined();
});
