import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Interview } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { exampleQuestion, exampleTurn } from './example-rows.ts';
import { addGrant, createInterview, createUser, endGrant, listGrants, listInterviews, runningWithoutGrant, saveTurn, setInterviewStatus, startInterview, type Database, type InterviewQuery } from './index.ts';
import { openTestDatabase } from './testing.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase(loadSettings(inject('env')).database.url);
  ({ db } = opened);
});
afterAll(() => opened.close());

const person = async (fullName = 'Dana Reyes', role: 'candidate' | 'coach' = 'candidate') =>
  (await createUser(db, { email: `${randomUUID()}@example.com`, passwordHash: 'x', fullName, role })).id;
const plan = (userId: string, change: Partial<Interview> = {}): Promise<Interview> =>
  createInterview(db, { userId, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')], ...change });
const list = async (query: Partial<InterviewQuery> & { userId: string }) => (await listInterviews(db, { whose: 'own', limit: 20, ...query })).items;
const ids = async (query: Parameters<typeof list>[0]) => (await list(query)).map(({ id }) => id);

test('interviews are listed newest first, each to its own user', async () => {
  const userId = await person();
  const [first, second] = [await plan(userId), await plan(userId)];
  await plan(await person());
  expect(await ids({ userId })).toEqual([second.id, first.id]);
});

test('pages follow each other without a gap or a repeat, also when several were planned at the same moment and one is added meanwhile', async () => {
  const userId = await person();
  const all: string[] = [];
  for (let nth = 0; nth < 7; nth += 1) all.push((await plan(userId)).id);
  await sql`update interviews set created_at = '2026-01-01T00:00:00.123456Z' where user_id = ${userId}`.execute(db);
  const seen: string[] = [];
  let after: InterviewQuery['after'];
  do {
    const page = await listInterviews(db, { userId, whose: 'own', limit: 3, after });
    seen.push(...page.items.map(({ id }) => id));
    after = page.next;
    await plan(userId);
  } while (after !== undefined);
  expect(seen).toEqual([...all].sort().reverse());
});

test('filters are joined by "and", and the later moment is left out', async () => {
  const userId = await person();
  const hr = await plan(userId);
  const technical = await plan(userId, { type: 'technical' });
  await startInterview(db, technical.id, Date.now());
  expect(await ids({ userId, type: 'technical' })).toEqual([technical.id]);
  expect(await ids({ userId, status: 'pending' })).toEqual([hr.id]);
  expect(await ids({ userId, type: 'technical', status: 'pending' })).toEqual([]);
  await sql`update interviews set created_at = '2026-01-01T00:00:00Z' where id = ${hr.id}`.execute(db);
  const day = (nth: number) => new Date(Date.UTC(2026, 0, nth));
  expect(await ids({ userId, from: day(1), to: day(2) })).toEqual([hr.id]);
  expect(await ids({ userId, to: day(1) })).toEqual([]);
  expect(await ids({ userId, from: day(2) })).toEqual([technical.id]);
});

test('words are found in what was said, in questions and roles, in other forms of them too, and the place is shown', async () => {
  const userId = await person();
  const said = await plan(userId, { role: 'Baker' });
  await startInterview(db, said.id, Date.now());
  await saveTurn(db, exampleTurn(said.id, 0, { speaker: 'interviewer', kind: 'question', text: 'Tell me about a migration.', startedAt: 1, words: [], marks: [], measures: null }));
  await saveTurn(db, exampleTurn(said.id, 1, { text: 'Um, we migrated the <b>billing</b> database twice.', startedAt: 7.5 }));
  const asked = await plan(userId, { questions: [{ ...exampleQuestion('why'), text: 'Why do you want to leave?' }] });
  const named = await plan(userId, { role: 'Zookeeper' });

  const [migrating] = await list({ userId, words: 'migrating' });
  expect(migrating).toMatchObject({ id: said.id, found: { where: 'candidate', questionId: 'q1', at: 7.5 } });
  expect(migrating?.found?.snippet.map(({ text }) => text).join('')).toMatch(/^Um, we migrated the .*billing.* database twice.$/);
  expect(migrating?.found?.snippet.filter(({ hit }) => hit)).toEqual([{ text: 'migrated', hit: true }]);
  expect(await list({ userId, words: 'leaving' })).toMatchObject([{ id: asked.id, found: { where: 'question', questionId: 'why', at: null } }]);
  expect(await list({ userId, words: 'zookeepers' })).toMatchObject([{ id: named.id, found: { where: 'role' } }]);
  expect(await ids({ userId, words: '"billing database"' })).toEqual([said.id]);
  expect(await ids({ userId, words: '"database billing"' })).toEqual([]);
  expect(await ids({ userId, words: 'zookeeper or leaving' })).toEqual([named.id, asked.id]);
});

test('only one’s own interviews are searched, and what is no question at all finds nothing and breaks nothing', async () => {
  const [userId, other] = [await person(), await person()];
  await plan(other, { role: 'Locksmith' });
  expect(await ids({ userId, words: 'locksmith' })).toEqual([]);
  for (const words of ['the', '"', '(((', ':*', '!', '\u0000', "'; drop table users; --", '<->']) expect(await ids({ userId: other, words })).toEqual([]);
});

test('a coach lists what candidates have given, each with the candidate’s name, until it is taken back', async () => {
  const [dana, coachId] = [await person('Dana Reyes'), await person('Cal', 'coach')];
  const [one, two] = [await plan(dana), await plan(dana)];
  const grant = await addGrant(db, { candidateId: dana, coachId, interviewId: one.id });
  expect(await addGrant(db, { candidateId: dana, coachId, interviewId: one.id })).toBe(grant);
  expect(await list({ userId: coachId, whose: 'granted' })).toMatchObject([{ id: one.id, candidateName: 'Dana Reyes' }]);
  expect(await list({ userId: coachId })).toEqual([]);
  const all = await addGrant(db, { candidateId: dana, coachId, interviewId: null });
  expect(await ids({ userId: coachId, whose: 'granted' })).toEqual([two.id, one.id]);
  expect((await listGrants(db, dana)).map(({ id, coachName }) => [id, coachName])).toEqual([[all, 'Cal'], [grant, 'Cal']]);

  for (const { id } of [one, two]) await startInterview(db, id, Date.now());
  expect(await endGrant(db, all, await person())).toBeUndefined();
  expect(await endGrant(db, all, coachId)).toEqual({ candidateId: dana, coachId, interviewId: null });
  expect(await runningWithoutGrant(db, dana, coachId)).toEqual([two.id]);
  await endGrant(db, grant, dana);
  await setInterviewStatus(db, two.id, ['in_progress'], 'abandoned');
  expect(await runningWithoutGrant(db, dana, coachId)).toEqual([one.id]);
  expect(await ids({ userId: coachId, whose: 'granted' })).toEqual([]);
});
