/** What can happen while a password is compared or hashed, and what ends with an old one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { loadSettings } from '@greenroom/settings';
import { exampleQuestion } from './example-rows.ts';
import {
  acceptCoachInvite, addCoachInvite, addShareLink, changePassword, createInterview, createOneTimeToken, createPasswordSession, createSession, createUser, endSession, findUserById,
  isGranted, listSessions, listShareLinks, markEmailVerified, renewPasswordHash, resetPassword, SignInEndedError, type Database,
} from './index.ts';
import { openTestDatabase } from './testing.ts';

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase(loadSettings(inject('env')).database.url);
  ({ db } = opened);
});
afterAll(() => opened.close());

const someone = (role: 'candidate' | 'coach' = 'candidate') => createUser(db, { email: `${randomUUID()}@example.com`, passwordHash: 'old', fullName: 'Dana Reyes', role });
const sessionOf = (userId: string) => ({ userId, method: 'password', userAgent: null, tokenHash: randomBytes(32) }) as const;
const hashOf = async (id: string) => (await findUserById(db, id))?.passwordHash;
async function letterTo(userId: string): Promise<Buffer> {
  const tokenHash = randomBytes(32);
  await createOneTimeToken(db, { userId, purpose: 'reset-password', tokenHash, lifeMs: 60_000 });
  return tokenHash;
}
const inAnHour = () => new Date(Date.now() + 3600_000);
const invitation = (candidateId: string) => ({ candidateId, interviewId: null, email: null, tokenHash: randomBytes(32), expiresAt: inAnHour() });

test('no session begins with a password that was changed while it was compared', async () => {
  const { id } = await someone();
  expect(await createPasswordSession(db, sessionOf(id), 'old')).toBeDefined();
  expect(await resetPassword(db, await letterTo(id), 'new')).toBeDefined();
  expect(await createPasswordSession(db, sessionOf(id), 'old')).toBeUndefined();
  expect(await listSessions(db, id)).toEqual([]);
  expect(await createPasswordSession(db, sessionOf(id), 'new')).toBeDefined();
});

test('no session begins for an account that was disabled meanwhile', async () => {
  const { id } = await someone();
  await db.updateTable('users').set({ disabledAt: new Date() }).where('id', '=', id).execute();
  expect(await createPasswordSession(db, sessionOf(id), 'old')).toBeUndefined();
});

test('a session that begins while the password is being replaced waits for it, and does not begin', async () => {
  const { id } = await someone();
  let login: ReturnType<typeof createPasswordSession> | undefined;
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('users').set({ passwordHash: 'new' }).where('id', '=', id).execute();
    login = createPasswordSession(db, sessionOf(id), 'old');
    expect(await Promise.race([login, new Promise((done) => setTimeout(done, 150, 'waits'))])).toBe('waits');
  });
  expect(await login).toBeUndefined();
});

test('a stronger hash replaces the hash that it was made from, and no other', async () => {
  const { id } = await someone();
  expect(await renewPasswordHash(db, id, 'old', 'old, stronger')).toBe(true);
  expect(await hashOf(id)).toBe('old, stronger');
  await resetPassword(db, await letterTo(id), 'new');
  expect(await renewPasswordHash(db, id, 'old, stronger', 'old, stronger still')).toBe(false);
  expect(await hashOf(id)).toBe('new');
});

test('a change of a password that somebody else has replaced meanwhile does nothing', async () => {
  const { id } = await someone();
  const [here, there] = [await createSession(db, sessionOf(id)), await createSession(db, sessionOf(id))];
  expect(await changePassword(db, id, { known: 'another', next: 'new', goesOn: here.id })).toBe(false);
  expect((await listSessions(db, id)).map(({ id: each }) => each).sort()).toEqual([here.id, there.id].sort());
  expect(await changePassword(db, id, { known: 'old', next: 'new', goesOn: here.id })).toBe(true);
  expect((await listSessions(db, id)).map(({ id: each }) => each)).toEqual([here.id]);
  expect(await hashOf(id)).toBe('new');
});

test.each([['nobody has confirmed', false], ['its owner has confirmed', true]])('a new password for an address that %s: does what was given to others stay? %s', async (_, confirmed) => {
  const [dana, cal, eve] = [await someone(), await someone('coach'), await someone('coach')];
  if (confirmed) await markEmailVerified(db, dana.id);
  const { id: interviewId } = await createInterview(db, { userId: dana.id, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
  const [accepted, waiting] = [invitation(dana.id), invitation(dana.id)];
  for (const each of [accepted, waiting]) await addCoachInvite(db, each, 5);
  await acceptCoachInvite(db, accepted.tokenHash, cal.id);
  await addShareLink(db, { interviewId, tokenHash: randomBytes(32), scope: ['report'], expiresAt: inAnHour() }, 5);

  expect((await resetPassword(db, await letterTo(dana.id), 'new'))?.formerCoachIds).toEqual(confirmed ? [] : [cal.id]);
  expect(await isGranted(db, cal.id, interviewId)).toBe(confirmed);
  expect(await listShareLinks(db, interviewId)).toHaveLength(confirmed ? 1 : 0);
  expect((await acceptCoachInvite(db, waiting.tokenHash, eve.id)) !== undefined).toBe(confirmed);
  expect(await findUserById(db, dana.id)).toMatchObject({ emailVerified: true });
});

test('nobody invites or shares with a sign-in that has ended', async () => {
  const { id } = await someone();
  const session = await createSession(db, sessionOf(id));
  const { id: interviewId } = await createInterview(db, { userId: id, type: 'hr', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: [exampleQuestion('q1')] });
  const share = () => addShareLink(db, { interviewId, tokenHash: randomBytes(32), scope: ['report'], expiresAt: inAnHour() }, 5, { userId: id, sessionId: session.id });
  expect(await addCoachInvite(db, invitation(id), 5, session.id)).toBeDefined();
  expect(await share()).toBeDefined();
  await endSession(db, id, session.id, 'signed-out');
  await expect(addCoachInvite(db, invitation(id), 5, session.id)).rejects.toThrow(SignInEndedError);
  await expect(share()).rejects.toThrow(SignInEndedError);
});
