import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { AccessEnded, CoachGrant, CoachInvite, Note, ScoreOverride } from '@greenroom/contracts';
import { createUser, saveReport, startInterview } from '@greenroom/database';
import { exampleReport } from '@greenroom/database/example-rows';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let sql: pg.Client;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  sql = new pg.Client({ connectionString: api.settings.database.url });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await api.stop();
});

interface Person { id: string; token: string }
const invite = async (from: Person, body: object = {}) => (await api.call('POST', '/coach/invites', { token: from.token, body })).body as { invite: CoachInvite; token: string; url: string };
const accept = (coach: Person, token: string) => api.call('POST', '/coach/accept', { token: coach.token, body: { token } });
const grants = async ({ token }: Person) => (await api.call('GET', '/coach/grants', { token })).body as { given: CoachGrant[]; received: CoachGrant[] };
const reads = async ({ token }: Person, id: string) => (await api.call('GET', `/interviews/${id}`, { token })).status;
/** A candidate and a coach with a grant for everything, or for the interview alone. */
async function pair({ one = false } = {}) {
  const [dana, cal] = [await api.signUp(), await api.signUp('coach')];
  const { id } = await api.plan(dana.token);
  const { token } = await invite(dana, one ? { interviewId: id } : {});
  const grant = (await accept(cal, token)).body as CoachGrant;
  return { dana, cal, id, grant };
}

test('a coach sees an interview from the acceptance of an invitation to the end of the grant, and not a moment longer', async () => {
  const [dana, cal] = [await api.signUp(), await api.signUp('coach')];
  const { id } = await api.plan(dana.token);
  const { token, url, invite: waiting } = await invite(dana, { interviewId: id });
  expect(url).toBe(`${api.settings.site.url}/coach/accept#${token}`);
  expect((Date.parse(waiting.expiresAt) - Date.now()) / 86_400_000).toBeCloseTo(7, 1);
  expect(await reads(cal, id)).toBe(404);

  const { status, body } = await accept(cal, token);
  expect([status, body]).toMatchObject([201, { candidateId: dana.id, coachId: cal.id, interviewId: id, candidateName: 'Dana Reyes', coachName: 'Dana Reyes' }]);
  expect(await reads(cal, id)).toBe(200);
  expect((await grants(dana)).given).toEqual((await grants(cal)).received);

  const heard: AccessEnded[] = [];
  api.context.events.onAccessEnded((ended) => heard.push(ended));
  await new Promise((done) => setTimeout(done, 200));
  expect((await api.call('DELETE', `/coach/grants/${(body as CoachGrant).id}`, { token: dana.token })).status).toBe(204);
  expect(await reads(cal, id)).toBe(404);
  await expect.poll(() => heard.filter(({ userId }) => userId === cal.id)).toHaveLength(1);
  expect(await grants(cal)).toEqual({ given: [], received: [] });
});

test('an invitation to one interview opens that one, an invitation to all opens those to come as well', async () => {
  const one = await pair({ one: true });
  expect(await reads(one.cal, (await api.plan(one.dana.token)).id)).toBe(404);
  const all = await pair();
  expect(await reads(all.cal, (await api.plan(all.dana.token)).id)).toBe(200);
  expect((await api.call('GET', '/interviews?whose=granted', { token: all.cal.token })).body).toMatchObject({ items: [{ candidateName: 'Dana Reyes' }, { id: all.id }], nextCursor: null });
  expect((await api.call('GET', '/interviews?whose=granted', { token: all.dana.token })).status).toBe(403);
});

test('a link works once, also when two coaches follow it at the same moment', async () => {
  const dana = await api.signUp();
  const { token } = await invite(dana);
  const coaches = await Promise.all([1, 2, 3].map(() => api.signUp('coach')));
  const statuses = (await Promise.all(coaches.map((coach) => accept(coach, token)))).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, 404, 404]);
  expect((await grants(dana)).given).toHaveLength(1);
});

test('links that were taken back, have expired or never were do not work, and all look the same', async () => {
  const [dana, cal] = [await api.signUp(), await api.signUp('coach')];
  const [revoked, expired] = [await invite(dana), await invite(dana)];
  const waiting = () => api.call('GET', '/coach/invites', { token: dana.token }).then(({ body }) => (body as { items: CoachInvite[] }).items.map(({ id }) => id));
  expect(await waiting()).toEqual([expired.invite.id, revoked.invite.id]);
  expect((await api.call('DELETE', `/coach/invites/${revoked.invite.id}`, { token: cal.token })).status).toBe(404);
  expect((await api.call('DELETE', `/coach/invites/${revoked.invite.id}`, { token: dana.token })).status).toBe(204);
  await sql.query('update coach_invites set expires_at = now() where id = $1', [expired.invite.id]);
  expect(await waiting()).toEqual([]);
  const answers = await Promise.all([revoked.token, expired.token, 'B'.repeat(43), 'x'].map(async (token) => ({ ...(await accept(cal, token)).problem, instance: undefined })));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 404 });
});

test('whoever is signed in and has an invitation reads who invites and to what; it is still there to be accepted', async () => {
  const [dana, cal] = [await api.signUp(), await api.signUp('coach')];
  const { id } = await api.plan(dana.token, { role: 'Data engineer' });
  const [toOne, toAll] = [await invite(dana, { interviewId: id }), await invite(dana)];
  const open = ({ token }: Person, link: string) => api.call('POST', '/coach/invitation', { token, body: { token: link } });
  expect((await open(cal, toOne.token)).body).toEqual({ candidateName: 'Dana Reyes', interview: { type: 'behavioral', role: 'Data engineer', level: 'mid' }, expiresAt: toOne.invite.expiresAt, own: false });
  expect((await open(await api.signUp('candidate'), toAll.token)).body).toMatchObject({ interview: null, own: false });
  expect((await open(dana, toAll.token)).body).toMatchObject({ own: true });
  expect((await accept(cal, toOne.token)).status).toBe(201);
  expect((await open(cal, toOne.token)).problem).toMatchObject({ status: 404 });
  expect((await api.call('POST', '/coach/invitation', { body: { token: toAll.token } })).status).toBe(401);
});

test('nobody accepts an own invitation, and only coaches accept', async () => {
  const both = await api.signUp('coach');
  const { token } = await invite(both);
  expect((await accept(both, token)).problem).toMatchObject({ status: 409, type: '/problems/own-invitation' });
  expect((await accept(await api.signUp('candidate'), token)).status).toBe(403);
  expect((await accept(await api.signUp('coach'), token)).status).toBe(201);
});

test('one invites to one’s own interviews only: not to a stranger’s, and not to one that one coaches', async () => {
  const { id, cal } = await pair();
  const inviting = async ({ token }: Person) => (await api.call('POST', '/coach/invites', { token, body: { interviewId: id } })).status;
  expect(await inviting(cal)).toBe(403);
  expect(await inviting(await api.signUp())).toBe(404);
  expect((await api.call('POST', '/coach/invites', { token: cal.token, body: { interviewId: randomUUID() } })).status).toBe(404);
});

test('an invitation by letter goes to its address with a link, once the candidate’s own address is confirmed', async () => {
  const user = await createUser(api.context.database, { email: `${randomUUID()}@example.com`, passwordHash: 'none', fullName: 'Lee Okafor', role: 'candidate', emailVerified: true });
  const lee = { id: user.id, token: await api.context.tokens.issue({ userId: user.id, role: 'candidate' }) };
  const { invite: made, url } = await invite(lee, { email: 'cal@example.com' });
  expect(made.email).toBe('cal@example.com');
  const { rows } = await sql.query<{ letter: string }>('select letters::text as letter from letters where key = $1', [`coach-invite-${made.id}`]);
  expect(rows[0]?.letter).toContain('cal@example.com');
  expect(rows[0]?.letter).toContain(url.split('#')[1]);
  const unverified = await api.signUp();
  expect((await api.call('POST', '/coach/invites', { token: unverified.token, body: { email: 'x@example.com' } })).problem).toMatchObject({ status: 403, detail: expect.stringContaining('Confirm your own') as string });
});

test('at most twenty invitations wait at once', async () => {
  const { token } = await api.signUp();
  const statuses = (await Promise.all(Array.from({ length: 22 }, () => api.call('POST', '/coach/invites', { token, body: {} })))).map(({ status }) => status);
  expect([statuses.filter((status) => status === 201).length, statuses.filter((status) => status === 409).length]).toEqual([20, 2]);
});

test('either side ends a grant, nobody else does, and a coach who also holds another grant keeps that', async () => {
  const { dana, cal, id, grant } = await pair();
  const { token } = await invite(dana, { interviewId: id });
  const second = (await accept(cal, token)).body as CoachGrant;
  expect((await api.call('DELETE', `/coach/grants/${grant.id}`, { token: (await api.signUp()).token })).status).toBe(404);
  expect((await api.call('DELETE', `/coach/grants/${grant.id}`, { token: cal.token })).status).toBe(204);
  expect(await reads(cal, id)).toBe(200);
  expect((await api.call('DELETE', `/coach/grants/${second.id}`, { token: cal.token })).status).toBe(204);
  expect(await reads(cal, id)).toBe(404);
});

test('a private note is its author’s alone, a shared one is for the candidate and every coach; only its author changes it', async () => {
  const { dana, cal, id } = await pair();
  const add = async ({ token }: Person, body: object) => (await api.call('POST', `/interviews/${id}/notes`, { token, body })).body as Note;
  const texts = async ({ token }: Person) => ((await api.call('GET', `/interviews/${id}/notes`, { token })).body as { items: Note[] }).items.map(({ text }) => text);
  const secret = await add(cal, { at: 30.5, text: 'Nervous here.' });
  expect(secret).toMatchObject({ at: 30.5, visibility: 'private', authorId: cal.id, authorName: 'Dana Reyes' });
  await add(cal, { at: 12, text: 'Good opening.', visibility: 'shared' });
  await add(dana, { at: 20, text: 'I forgot the number.' });
  expect(await texts(cal)).toEqual(['Good opening.', 'Nervous here.']);
  expect(await texts(dana)).toEqual(['Good opening.', 'I forgot the number.']);

  const path = `/interviews/${id}/notes/${secret.id}`;
  expect((await api.call('PATCH', path, { token: dana.token, body: { text: 'x' } })).status).toBe(404);
  expect((await api.call('DELETE', path, { token: dana.token })).status).toBe(404);
  expect((await api.call('PATCH', path, { token: cal.token, body: { visibility: 'shared', at: 1 } })).body).toMatchObject({ text: 'Nervous here.', visibility: 'shared', at: 1 });
  expect(await texts(dana)).toEqual(['Nervous here.', 'Good opening.', 'I forgot the number.']);
  expect((await api.call('DELETE', path, { token: cal.token })).status).toBe(204);
  expect(await texts(dana)).toEqual(['Good opening.', 'I forgot the number.']);
  for (const body of [{ at: -1, text: 'x' }, { at: 86_401, text: 'x' }, { at: 1, text: '  ' }, { at: 1, text: 'x'.repeat(4_001) }]) {
    expect((await api.call('POST', `/interviews/${id}/notes`, { token: cal.token, body })).status).toBe(400);
  }
});

test('a coach’s score stands beside the machine’s with its reason, is replaced by the same coach only, and can be taken back', async () => {
  const { dana, cal, id } = await pair();
  const put = (who: Person, body: object = { value: 71, reason: 'The result was named clearly.' }, dimension = 'content') => api.call('PUT', `/interviews/${id}/scores/${dimension}`, { token: who.token, body });
  const read = async () => (await api.call('GET', `/interviews/${id}/report`, { token: dana.token })).body as { scores: { content: { value: number } }; overrides: ScoreOverride[] };
  expect((await put(cal)).problem).toMatchObject({ status: 404 });
  await startInterview(api.context.database, id, Date.now());
  await saveReport(api.context.database, exampleReport(id));

  expect((await put(cal)).body).toMatchObject({ dimension: 'content', value: 71, coachId: cal.id });
  expect((await put(cal, { value: 72, reason: 'On a second hearing better.' })).status).toBe(200);
  expect((await put(cal, { value: 60, reason: 'Overall a bit less strong.' }, 'overall')).status).toBe(200);
  expect((await put(dana)).status).toBe(403);
  const report = await read();
  expect(report.scores.content.value).toBe(55.5);
  expect(report.overrides).toMatchObject([{ dimension: 'content', value: 72, reason: 'On a second hearing better.', coachName: 'Dana Reyes' }, { dimension: 'overall', value: 60 }]);
  for (const body of [{ value: 101, reason: 'Long enough here.' }, { value: 70.5, reason: 'Long enough here.' }, { value: 70, reason: '  too short ' }]) expect((await put(cal, body)).status).toBe(400);
  expect((await put(cal, { value: 1, reason: 'Long enough here.' }, 'charm')).status).toBe(400);

  const withdraw = (dimension: string) => api.call('DELETE', `/interviews/${id}/scores/${dimension}`, { token: cal.token });
  expect([(await withdraw('content')).status, (await withdraw('content')).status]).toEqual([204, 404]);
  expect((await read()).overrides.map(({ dimension }) => dimension)).toEqual(['overall']);
});
