import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { Account, AccountExport, agentHeartbeat, analyticsCacheKey, liveStream, roomName, taskQueues, workflowIds, workflowNames, type AccountDeletionInput } from '@greenroom/contracts';
import { addCoachInvite, addGrant, addNote, addShareLink, createInterview, createOneTimeToken, createResume, createResumeAnalysis, createSession, findUserById, linkIdentity, notInExport, ofAccount, ofInterview, ofResume, putScoreOverride, savePeaks, saveReport, saveTurn, setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { exampleLooks, exampleQuestion, exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import { startAccountSystem, type AccountSystem, type Person } from './account-system.ts';

const graceMs = 3_000;
let system: AccountSystem;
beforeAll(async () => void (system = await startAccountSystem(inject('env'), graceMs / (24 * 3600_000))));
afterAll(() => system.stop());
const database = () => system.api.context.database;
const files = () => system.api.context.files;

/** Something of everything: what a person leaves behind. */
async function lifeOf(person: Person): Promise<{ interviewId: string; resumeId: string; coach: Person }> {
  const db = database();
  const coach = await system.person({ role: 'coach' });
  const { id: interviewId } = await createInterview(db, { userId: person.id, type: 'behavioral', role: 'Engineer', level: 'senior', language: 'en', jobDescription: 'Payments', questions: [exampleQuestion('q1')] });
  await startInterview(db, interviewId, Date.now() - 60_000);
  await saveTurn(db, exampleTurn(interviewId, 0, { speaker: 'interviewer', kind: 'question', text: 'What happened?', words: [], marks: [], measures: null }));
  await saveTurn(db, exampleTurn(interviewId, 1, { endOfTurn: exampleLooks }));
  await saveReport(db, exampleReport(interviewId));
  await setInterviewStatus(db, interviewId, ['in_progress'], 'completed', { endReason: 'finished', duration: 60, completedAt: new Date() });
  await files().put(keys.recording(interviewId), Buffer.from('OggS sound'), 'audio/ogg');
  await upsertRecording(db, { interviewId, status: 'ready', contentType: 'audio/ogg', durationSeconds: 60, offsetSeconds: 0, sizeBytes: 10, segments: 1 });
  await addNote(db, { interviewId, authorId: person.id, at: 3, text: 'my own note', visibility: 'private' });
  await addNote(db, { interviewId, authorId: coach.id, at: 4, text: 'for the candidate', visibility: 'shared' });
  await addNote(db, { interviewId, authorId: coach.id, at: 5, text: 'for the coach alone', visibility: 'private' });
  const resumeId = randomUUID();
  await files().putEncrypted(keys.resume(person.id, resumeId), Buffer.from('%PDF of Dana'));
  await createResume(db, { id: resumeId, userId: person.id, fileKey: keys.resume(person.id, resumeId), fileName: '../Dana Reyes.pdf', format: 'pdf', sizeBytes: 12, pages: 1, targetRole: null, text: 'Dana built ledgers', readability: [] }, 10);
  await savePeaks(db, interviewId, { perSecond: 20, candidate: [0, 40], interviewer: [9, 0] });
  await createSession(db, { userId: person.id, method: 'google', userAgent: 'Firefox', tokenHash: Buffer.alloc(32, person.id) });
  await createOneTimeToken(db, { userId: person.id, purpose: 'reset-password', tokenHash: Buffer.alloc(32, `b${person.id}`), lifeMs: 60_000 });
  await linkIdentity(db, { provider: 'google', subject: person.id, userId: person.id, email: person.email });
  await addGrant(db, { candidateId: person.id, coachId: coach.id, interviewId: null });
  const expiresAt = new Date(Date.now() + 24 * 3600_000);
  await addCoachInvite(db, { candidateId: person.id, interviewId: null, email: 'x@example.com', tokenHash: Buffer.alloc(32, `c${person.id}`), expiresAt }, 10);
  await addShareLink(db, { interviewId, tokenHash: Buffer.alloc(32, `d${person.id}`), scope: ['report'], expiresAt }, 10);
  await putScoreOverride(db, { interviewId, coachId: coach.id, dimension: 'content', value: 80, reason: 'It was better than that.' });
  await createResumeAnalysis(db, person.id, { resumeId, jobDescription: 'Payments', targetRole: undefined });
  await sql`insert into resume_passages (resume_id, position, start_character, end_character, search) values (${resumeId}, 0, 0, 4, to_tsvector('ledgers'))`.execute(db);
  return { interviewId, resumeId, coach };
}

async function unzipped(zip: Buffer): Promise<Map<string, string>> {
  const opened: ZipFile = await promisify<Buffer, { lazyEntries: boolean }, ZipFile>(fromBuffer)(zip, { lazyEntries: true });
  const found = new Map<string, string>();
  const open = promisify(opened.openReadStream.bind(opened)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((done, failed) => {
    opened.on('entry', (entry: Entry) => void open(entry).then((stream) => text(stream)).then((content) => {
      found.set(entry.fileName, content);
      opened.readEntry();
    }, failed));
    opened.on('end', done).on('error', failed);
    opened.readEntry();
  });
  return found;
}

const download = (person: Person, id: string) => fetch(`${system.api.url}/account/exports/${id}/file`, { headers: { authorization: `Bearer ${person.token}` } });

async function exportOf(person: Person): Promise<AccountExport> {
  const { status, body } = await system.api.call('POST', '/account/export', { token: person.token });
  expect(status).toBe(202);
  const { id } = AccountExport.parse(body);
  await system.temporal.workflow.getHandle(workflowIds.accountExport(id)).result();
  return AccountExport.parse((await system.api.call('GET', `/account/exports/${id}`, { token: person.token })).body);
}

test('a copy of one’s data holds all of it, no secret, and nothing of others', async () => {
  const person = await system.person({ password: 'correct horse' });
  const { interviewId, resumeId, coach } = await lifeOf(person);
  const made = await exportOf(person);
  expect(made.status).toBe('ready');
  expect(Date.parse(made.expiresAt ?? '') - Date.now()).toBeGreaterThan(6.9 * 24 * 3600_000);

  const response = await download(person, made.id);
  expect(response.headers.get('content-type')).toBe('application/zip');
  const zip = Buffer.from(await response.arrayBuffer());
  expect(zip.length).toBe(made.sizeBytes);
  const found = await unzipped(zip);
  const json = (path: string) => JSON.parse(found.get(path) ?? 'null') as Record<string, unknown>[];
  expect(json('account/users.json')).toMatchObject([{ id: person.id, email: person.email }]);
  expect(json('account/sessions.json')).toMatchObject([{ userAgent: 'Firefox' }]);
  expect(json('account/identities.json')).toHaveLength(1);
  expect(json('account/coachGrants.json')).toMatchObject([{ coachId: coach.id }]);
  const interview = `interviews/${interviewId}`;
  expect(json(`${interview}/turns.json`).map(({ text: said }) => said)).toEqual(['What happened?', 'Um, we shipped it.']);
  expect(json(`${interview}/turns.json`)[1]).toMatchObject({ endOfTurn: exampleLooks });
  expect(json(`${interview}/words.json`)).toHaveLength(4);
  for (const table of ['marks', 'measures', 'reports', 'recordings', 'recordingPeaks', 'interviewQuestions', 'interviewAnalytics', 'scoreOverrides', 'shareLinks']) expect(json(`${interview}/${table}.json`), table).not.toEqual([]);
  expect(json(`${interview}/notes.json`).map(({ text: note }) => note)).toEqual(['my own note', 'for the candidate']);
  expect(found.get(`${interview}/recording.ogg`)).toBe('OggS sound');
  expect(found.get(`${interview}/transcript.txt`)).toBe('[0:10] interviewer: What happened?\n[0:10] candidate: Um, we shipped it.\n');
  expect(found.get(`resumes/${resumeId}/text.txt`)).toBe('Dana built ledgers');
  expect(found.get(`resumes/${resumeId}/file-_Dana Reyes.pdf`) ?? [...found.keys()].filter((name) => name.startsWith('resumes/'))).toBe('%PDF of Dana');
  expect(found.get('README.txt')).toContain('a copy of all that Greenroom keeps about you');
  const everything = [...found.values()].join('\n');
  for (const secret of ['passwordHash', 'tokenHash', '$2b$', 'for the coach alone', coach.email]) expect(everything).not.toContain(secret);

  const [letter] = await system.lettersTo(person.email);
  expect(letter?.subject).toBe('Your data is ready to download');
  // What a coach writes is in the coach's own copy.
  const coachs = await unzipped(Buffer.from(await (await download(coach, (await exportOf(coach)).id)).arrayBuffer()));
  expect(coachs.get('account/notesOnOthers.json')).toContain('for the coach alone');
  expect([...coachs.keys()].some((name) => name.startsWith('interviews/'))).toBe(false);
});

test('asking twice gives one export; only its owner sees it, and only signed in', async () => {
  const [person, other] = [await system.person(), await system.person()];
  const [first, second] = await Promise.all([1, 2].map(() => system.api.call('POST', '/account/export', { token: person.token })));
  expect((first?.body as AccountExport).id).toBe((second?.body as AccountExport).id);
  const { id } = AccountExport.parse(first?.body);
  await system.temporal.workflow.getHandle(workflowIds.accountExport(id)).result();
  expect((await system.api.call('GET', `/account/exports/${id}`, { token: other.token })).status).toBe(404);
  expect((await download(other, id)).status).toBe(404);
  expect((await fetch(`${system.api.url}/account/exports/${id}/file`)).status).toBe(401);
  expect((await download(person, id)).status).toBe(200);
  const list = async (of: Person) => (await system.api.call('GET', '/account/exports', { token: of.token })).body;
  expect(await list(person)).toMatchObject({ items: [{ id, status: 'ready' }] });
  expect(await list(other)).toEqual({ items: [] });
});

test('three copies in a day are made, a fourth is not, and the day after there is one again', async () => {
  const person = await system.person();
  for (let made = 0; made < 3; made += 1) await exportOf(person);
  const fourth = await system.api.call('POST', '/account/export', { token: person.token });
  expect([fourth.status, fourth.problem?.type]).toEqual([409, '/problems/too-many']);
  await sql`update account_exports set created_at = created_at - interval '24 hours' where user_id = ${person.id}`.execute(database());
  await exportOf(person);
});

test('a copy that cannot be made says so, leaves no file, and another can be asked for', async () => {
  const person = await system.person();
  const { resumeId } = await lifeOf(person);
  // Not what was stored there: it does not open.
  await files().put(keys.resume(person.id, resumeId), Buffer.from('changed by somebody'), 'application/octet-stream');
  const failed = await exportOf(person);
  expect(failed).toMatchObject({ status: 'failed', sizeBytes: null });
  expect(await files().list(keys.accountExports(person.id))).toEqual([]);
  expect((await download(person, failed.id)).status).toBe(404);
  // A file that is gone is named, and the rest is there.
  await files().remove(keys.resume(person.id, resumeId));
  const made = await exportOf(person);
  expect(made).toMatchObject({ status: 'ready' });
  const found = await unzipped(Buffer.from(await (await download(person, made.id)).arrayBuffer()));
  expect([...found.keys()]).toContain(`resumes/${resumeId}/the-file-is-missing.txt`);
});

test('every table with something about a person is in the copy, or is left out for a reason; secrets are left out by name', async () => {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as "table", column_name as "column", udt_name as type from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely_%'`.execute(database());
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const parts = [...ofAccount, ...ofInterview, ...ofResume];
  const known = new Set<string>([...parts.map(({ table }) => table), ...Object.keys(notInExport)]);
  expect([...new Set(rows.map(({ table }) => camel(table)))].filter((table) => !known.has(table))).toEqual([]);
  const told = rows.filter(({ column, type }) => ['bytea', 'vector', 'tsvector'].includes(type) || /hash|secret|password/.test(column)).filter(({ table }) => !(camel(table) in notInExport));
  for (const { table, column } of told) {
    for (const part of parts.filter((each) => each.table === camel(table))) expect(part.without, `${table}.${column}`).toHaveProperty(camel(column));
  }
});

test('deleting needs the password, tells by letter, and can be taken back', async () => {
  const person = await system.person({ password: 'correct horse' });
  const ask = (body: unknown) => system.api.call('DELETE', '/account', { token: person.token, body });
  expect((await ask({})).problem?.type).toBe('/problems/invalid-request');
  expect((await ask({ password: 'wrong horse' })).problem?.type).toBe('/problems/wrong-credentials');
  const planned = await ask({ password: 'correct horse' });
  expect(planned.status).toBe(202);
  expect((await ask({ password: 'correct horse' })).body).toEqual(planned.body);
  const [letter] = await system.lettersTo(person.email);
  expect(letter?.subject).toBe('Your account will be deleted');
  const shown = Account.parse((await system.api.call('GET', '/account', { token: person.token })).body);
  expect({ deletionPlannedAt: shown.deletionPlannedAt }).toEqual(planned.body);

  const restored = await system.api.call('POST', '/account/restore', { token: person.token });
  expect(restored.body).toMatchObject({ deletionPlannedAt: null });
  expect(await system.temporal.workflow.getHandle(workflowIds.accountDeletion(person.id)).result()).toBe('kept');
  await pause(graceMs);
  expect(await findUserById(database(), person.id)).toBeDefined();
  expect(await system.lettersTo(person.email)).toHaveLength(1);
});

test('an account without a password needs a fresh sign-in, the one that asks', async () => {
  const person = await system.person();
  const ask = (token: string) => system.api.call('DELETE', '/account', { token, body: {} });
  const signIn = async (mark: string) => {
    const { id: sessionId } = await createSession(database(), { userId: person.id, method: 'google', userAgent: null, tokenHash: Buffer.alloc(32, mark + person.id) });
    return { sessionId, token: await system.api.context.tokens.issue({ userId: person.id, role: 'candidate', sessionId }) };
  };
  expect((await ask(person.token)).problem?.type).toBe('/problems/sign-in-again');
  const [old, fresh] = [await signIn('o'), await signIn('f')];
  await sql`update sessions set created_at = now() - interval '11 minutes' where id = ${old.sessionId}`.execute(database());
  expect((await ask(old.token)).problem?.type).toBe('/problems/sign-in-again');
  expect((await ask(fresh.token)).status).toBe(202);
});

/** Every row of every table that holds one of these words anywhere. */
async function mentions(words: string[]): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`select table_name as "table" from information_schema.tables where table_schema = 'public'`.execute(database());
  const found: string[] = [];
  for (const { table } of rows) {
    const { rows: hits } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} as t where ${sql.join(words.map((word) => sql`t::text like ${`%${word}%`}`), sql` or `)}`.execute(database());
    found.push(...hits.map(({ row }) => `${table}: ${row.slice(0, 200)}`));
  }
  return found;
}

test('when the time of grace is over nothing is left: no row, no file, no key, no running interview, no letter', async () => {
  const person = await system.person({ password: 'correct horse' });
  const { interviewId, resumeId, coach } = await lifeOf(person);
  await exportOf(person);
  // One that is being held.
  const { id: running } = await createInterview(database(), { userId: person.id, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
  expect((await system.api.call('POST', `/interviews/${running}/start`, { token: person.token })).status).toBe(200);
  await files().put(keys.recordingSegment(running, 0), Buffer.from('fLaC'), 'audio/flac');
  const redis = createClient({ url: system.api.settings.redis.url });
  await redis.connect();
  for (const key of [liveStream.key(interviewId), agentHeartbeat.key(running), analyticsCacheKey(person.id), `once:${person.id}:x`]) {
    await redis.del(key);
    await redis.set(key, 'x');
  }
  await redis.set(`other:${randomUUID()}`, 'stays');
  // Somebody else has invited this address.
  const other = await system.person();
  await addCoachInvite(database(), { candidateId: other.id, interviewId: null, email: person.email, tokenHash: Buffer.alloc(32, `i${person.id}`), expiresAt: new Date(Date.now() + 3600_000) }, 10);
  // One letter that has left, and one that has not.
  const reportLetter = await system.activities.keepReportLetter(interviewId);
  await system.temporal.workflow.execute(workflowNames.sendMail, { taskQueue: taskQueues.interviews, workflowId: workflowIds.mail(reportLetter as string), args: [{ key: reportLetter }] });
  system.mailServer.answer = (address) => (address === person.email ? { code: 451, text: 'later' } : undefined);

  // With a short time to settle, in place of the API's twenty minutes.
  const input: AccountDeletionInput = { userId: person.id, settleSeconds: 2 };
  expect((await system.api.call('DELETE', '/account', { token: person.token, body: { password: 'correct horse' } })).status).toBe(202);
  const apis = system.temporal.workflow.getHandle(workflowIds.accountDeletion(person.id));
  await apis.terminate('replaced by one that settles quickly');
  const handle = await system.temporal.workflow.start(workflowNames.accountDeletion, { taskQueue: taskQueues.interviews, workflowId: workflowIds.accountDeletion(person.id), args: [input] });
  expect(await handle.result()).toBe('deleted');

  expect(await mentions([person.id, person.email, interviewId, running, resumeId])).toEqual([]);
  expect(await findUserById(database(), coach.id)).toBeDefined();
  for (const prefix of [keys.interview(interviewId), keys.interview(running), keys.resumes(person.id), keys.accountExports(person.id)]) expect(await files().list(prefix)).toEqual([]);
  for (const id of [person.id, interviewId, running]) expect(await redis.keys(`*${id}*`)).toEqual([]);
  expect(await redis.keys('other:*')).not.toEqual([]);
  expect((await system.temporal.workflow.getHandle(workflowIds.interview(running)).describe()).status.name).toBe('TERMINATED');
  expect(await system.workflows.rooms.listRooms([roomName(running)])).toEqual([]);
  expect((await system.api.call('GET', '/account', { token: person.token })).problem?.type).toBe('/problems/not-signed-in');
  // The letter's workflow finds nothing more to send.
  system.mailServer.answer = () => undefined;
  await pause(2_500);
  expect(system.letters.filter((letter) => JSON.stringify(letter.to).includes(person.email) && letter.subject === 'Your account will be deleted')).toEqual([]);
  await redis.close();
});

test('an account cannot be restored once its removal has begun', async () => {
  const person = await system.person({ password: 'correct horse' });
  await sql`update users set deletion_planned_at = now() - interval '1 second' where id = ${person.id}`.execute(database());
  expect((await system.api.call('POST', '/account/restore', { token: person.token })).problem?.type).toBe('/problems/being-deleted');
});
