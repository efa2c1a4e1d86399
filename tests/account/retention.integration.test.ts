import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { scheduleIds, taskQueues, workflowNames } from '@greenroom/contracts';
import { beginExport, createInterview, createOneTimeToken, createSession, endExport, findExport, findPeaks, findRecording, findUserById, keepLetter, savePeaks, saveReport, setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { exampleQuestion, exampleReport } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import { ensureSchedules } from '../../workflows/index.ts';
import { startAccountSystem, type AccountSystem, type Person } from './account-system.ts';

let system: AccountSystem;
beforeAll(async () => void (system = await startAccountSystem(inject('env'), 0)));
afterAll(() => system.stop());
const database = () => system.api.context.database;
const files = () => system.api.context.files;
const run = (workflow: string) => system.temporal.workflow.execute(workflow, { taskQueue: taskQueues.interviews, workflowId: `test-${crypto.randomUUID()}` });

async function recordingOf(person: Person, daysOld: number): Promise<string> {
  const { id } = await createInterview(database(), { userId: person.id, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
  await files().put(keys.recording(id), Buffer.from('sound'), 'audio/ogg');
  await upsertRecording(database(), { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 61.5, offsetSeconds: 2, sizeBytes: 5, segments: 1 });
  await savePeaks(database(), id, { perSecond: 20, candidate: [0, 40], interviewer: [9, 0] });
  await sql`update recordings set created_at = now() - make_interval(days => ${daysOld}) where interview_id = ${id}`.execute(database());
  return id;
}
const settings = (person: Person, recordingRetentionDays: number | null) => system.api.call('PATCH', '/account', { token: person.token, body: { settings: { recordingRetentionDays } } });

test('each person’s recordings stay for as long as that person chose, ninety days otherwise; everything else of the interview stays', async () => {
  const [usual, short, forever] = [await system.person(), await system.person(), await system.person()];
  await settings(short, 1);
  await settings(forever, null);
  const kept = [await recordingOf(usual, 89), await recordingOf(short, 0), await recordingOf(forever, 4000)];
  const over = [await recordingOf(usual, 91), await recordingOf(short, 2)];
  expect(await run(workflowNames.retention)).toMatchObject({ recordings: 2 });
  for (const id of kept) {
    expect((await findRecording(database(), id))?.status).toBe('ready');
    expect(await files().list(keys.interview(id))).toHaveLength(1);
    expect(await findPeaks(database(), id)).toMatchObject({ candidate: [0, 40] });
  }
  for (const id of over) {
    expect(await findRecording(database(), id)).toMatchObject({ status: 'expired', durationSeconds: 61.5, offsetSeconds: 2, sizeBytes: null });
    expect(await files().list(keys.interview(id))).toEqual([]);
    expect(await findPeaks(database(), id)).toBeUndefined();
  }
  expect(await run(workflowNames.retention)).toMatchObject({ recordings: 0 });
});

test('pieces of a recording that were never joined go too, but not those of an interview that is being held', async () => {
  const person = await system.person();
  await settings(person, 1);
  const [broken, held] = [await recordingOf(person, 2), await recordingOf(person, 2)];
  for (const id of [broken, held]) {
    await files().put(keys.recordingSegment(id, 0), Buffer.from('fLaC'), 'audio/flac');
    await sql`update recordings set status = 'recording' where interview_id = ${id}`.execute(database());
  }
  await startInterview(database(), held, Date.now());
  await run(workflowNames.retention);
  expect((await findRecording(database(), broken))?.status).toBe('expired');
  expect(await files().list(keys.interview(broken))).toEqual([]);
  expect((await findRecording(database(), held))?.status).toBe('recording');
  expect(await files().list(keys.interview(held))).toHaveLength(2);
});

test('a letter that nobody has been sending for a day is given up, and its address and text are forgotten', async () => {
  const person = await system.person();
  await keepLetter(database(), { template: 'password-changed', to: person.email, name: 'Dana' }, `lost-${person.id}`);
  await keepLetter(database(), { template: 'password-changed', to: person.email, name: 'Dana' }, `new-${person.id}`);
  await sql`update letters set created_at = now() - interval '26 hours' where key = ${`lost-${person.id}`}`.execute(database());
  await run(workflowNames.retention);
  const rows = await database().selectFrom('letters').select(['key', 'status', 'toEmail']).where('key', 'like', `%${person.id}`).orderBy('key').execute();
  expect(rows).toEqual([{ key: `lost-${person.id}`, status: 'refused', toEmail: null }, { key: `new-${person.id}`, status: 'waiting', toEmail: person.email }]);
});

test('exports are removed after seven days', async () => {
  const person = await system.person();
  const id = (await beginExport(database(), person.id))?.id ?? '';
  await files().put(keys.accountExport(person.id, id), Buffer.from('zip'), 'application/zip');
  await endExport(database(), id, { status: 'ready', sizeBytes: 3, expiresAt: new Date(Date.now() - 1000) });
  const ask = () => system.api.call('GET', `/account/exports/${id}/file`, { token: person.token });
  // Also before it is cleared away.
  expect((await ask()).status).toBe(404);
  expect(await run(workflowNames.retention)).toMatchObject({ exports: 1 });
  expect((await findExport(database(), person.id, id))?.status).toBe('expired');
  expect(await files().list(keys.accountExports(person.id))).toEqual([]);
  expect((await ask()).problem?.detail).toMatch(/removed after seven days/);
});

test('sessions and links that can no longer be used are removed, and those that can stay', async () => {
  const person = await system.person();
  const [live, over] = [Buffer.alloc(32, `l${person.id}`), Buffer.alloc(32, `o${person.id}`)];
  const session = await createSession(database(), { userId: person.id, method: 'password', userAgent: null, tokenHash: live });
  const old = await createSession(database(), { userId: person.id, method: 'password', userAgent: null, tokenHash: over });
  await sql`update sessions set expires_at = now() - interval '31 days' where id = ${old.id}`.execute(database());
  await createOneTimeToken(database(), { userId: person.id, purpose: 'verify-email', tokenHash: live, lifeMs: 60_000 });
  await createOneTimeToken(database(), { userId: person.id, purpose: 'verify-email', tokenHash: over, lifeMs: -1_000 });
  await run(workflowNames.retention);
  expect(await database().selectFrom('sessions').select('id').where('userId', '=', person.id).execute()).toEqual([{ id: session.id }]);
  expect(await database().selectFrom('oneTimeTokens').select('tokenHash').where('userId', '=', person.id).execute()).toEqual([{ tokenHash: live }]);
});

test('a deletion whose workflow was lost is taken over', async () => {
  const person = await system.person();
  await sql`update users set deletion_planned_at = now() - interval '2 hours' where id = ${person.id}`.execute(database());
  await run(workflowNames.retention);
  await expect.poll(() => findUserById(database(), person.id), { timeout: 15_000 }).toBeUndefined();
});

test('the schedules are made once, and starting again brings them up to date without waking a paused one', async () => {
  await ensureSchedules(system.temporal);
  await system.temporal.schedule.getHandle(scheduleIds.weeklyProgress).pause('for the test');
  await ensureSchedules(system.temporal);
  const described = await Promise.all([scheduleIds.retention, scheduleIds.weeklyProgress].map((id) => system.temporal.schedule.getHandle(id).describe()));
  expect(described.map(({ action }) => action.type === 'startWorkflow' && action.workflowType)).toEqual(['retention', 'weeklyProgress']);
  expect(described.map(({ state }) => state.paused)).toEqual([false, true]);
  await system.temporal.schedule.getHandle(scheduleIds.retention).trigger();
  await expect.poll(async () => (await system.temporal.schedule.getHandle(scheduleIds.retention).describe()).info.recentActions.length, { timeout: 10_000 }).toBe(1);
});

test('on Monday morning those who asked get one letter about last week, and nobody without an interview does', async () => {
  // 16 to 22 November 2026 is the week; in Kiritimati Monday begins 14 hours before UTC.
  const mondayMorning = Date.parse('2026-11-23T09:00:00Z');
  const [wants, idle, not, far] = [await system.person(), await system.person(), await system.person(), await system.person()];
  for (const person of [wants, idle, far]) await system.api.call('PATCH', '/account', { token: person.token, body: { settings: { mail: { weeklyProgress: true } } } });
  await system.api.call('PATCH', '/account', { token: far.token, body: { settings: { timeZone: 'Pacific/Kiritimati' } } });
  for (const person of [wants, not, far]) {
    const { id } = await createInterview(database(), { userId: person.id, type: 'behavioral', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
    await startInterview(database(), id, Date.parse('2026-11-18T10:00:00Z'));
    await saveReport(database(), exampleReport(id));
    await setInterviewStatus(database(), id, ['in_progress'], 'completed', { completedAt: new Date('2026-11-18T10:30:00Z') });
  }
  expect(await written(mondayMorning)).toEqual([`weekly-${wants.id}-2026-11-16`]);
  expect(await written(Date.parse('2026-11-22T19:00:00Z'))).toEqual([`weekly-${far.id}-2026-11-16`]);
  const letter = await database().selectFrom('letters').select('mail').where('key', '=', `weekly-${wants.id}-2026-11-16`).executeTakeFirstOrThrow();
  expect(letter.mail).toMatchObject({ interviews: 1, lines: ['To practise next: Name the result.'], to: wants.email });
});

/** Runs the activity in a worker's stead: it says that it is alive, which needs an activity's surroundings. */
async function written(nowMs: number): Promise<string[]> {
  const { MockActivityEnvironment } = await import('@temporalio/testing');
  const { keys: made } = (await new MockActivityEnvironment().run(system.activities.writeWeeklyLetters, { nowMs, after: null })) as { keys: string[] };
  return made;
}
