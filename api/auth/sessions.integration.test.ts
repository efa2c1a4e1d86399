/** Staying signed in, and being signed out. */
import { decodeJwt, decodeProtectedHeader, createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { SignedIn } from '@greenroom/contracts';
import { removeOverAccess } from '@greenroom/database';
import { newPerson, signIn, startSignInApi } from './testing.ts';
import type { TestApi } from '../testing.ts';

const site = 'http://127.0.0.1:3000';
let api: TestApi;
beforeAll(async () => {
  api = await startSignInApi(inject('env'), (settings) => ({ ...settings, http: { ...settings.http, corsOrigins: [site] } }));
});
afterAll(() => api.stop());

const refresh = (refreshToken: string | null) => api.call('POST', '/auth/refresh', { body: { refreshToken } });
async function next(refreshToken: string | null): Promise<SignedIn> {
  const { status, body } = await refresh(refreshToken);
  if (status !== 200) throw new Error(`Not refreshed: ${JSON.stringify(body)}`);
  return SignedIn.parse(body);
}
/** Makes the last rotation of a person's sessions so much older. */
const age = (userId: string, ms: number) =>
  api.context.database.updateTable('sessions').set({ rotatedAt: new Date(Date.now() - ms) }).where('userId', '=', userId).execute();

test('a refresh gives a new access token and the next refresh token, for another seven days', async () => {
  const first = await newPerson(api);
  expect(first).toMatchObject({ expiresInSeconds: 900, refreshExpiresInSeconds: 7 * 24 * 3600 });
  const second = await next(first.refreshToken);
  expect(second.refreshToken).not.toBe(first.refreshToken);
  expect(second.refreshExpiresInSeconds).toBeGreaterThan(7 * 24 * 3600 - 5);
  expect((await api.call('GET', '/auth/me', { token: second.accessToken })).status).toBe(200);
  expect(decodeJwt(second.accessToken)['sid']).toBe(decodeJwt(first.accessToken)['sid']);
});

test('an old refresh token that comes back ends the session for everyone who holds one of it', async () => {
  const { refreshToken: stolen, user } = await newPerson(api);
  const mine = await next(stolen);
  await age(user.id, 11_000);
  expect((await refresh(stolen)).problem).toMatchObject({ type: '/problems/session-over', status: 401 });
  expect((await refresh(mine.refreshToken)).status).toBe(401);
  const session = await api.context.database.selectFrom('sessions').select('endReason').where('userId', '=', user.id).executeTakeFirst();
  expect(session?.endReason).toBe('reused');
});

test('two refreshes at once both go through, and only one of their tokens goes on', async () => {
  const { refreshToken, user } = await newPerson(api);
  const [one, other] = await Promise.all([next(refreshToken), next(refreshToken)]);
  expect(one.refreshToken).not.toBe(other.refreshToken);
  const later = await next(one.refreshToken);
  await age(user.id, 11_000);
  // Two holders of one session: the second of them shows it, whoever it is.
  expect((await refresh(other.refreshToken)).status).toBe(401);
  expect((await refresh(later.refreshToken)).status).toBe(401);
});

test('a client whose answer was lost may repeat its refresh for ten seconds', async () => {
  const { refreshToken, user } = await newPerson(api);
  await next(refreshToken);
  await age(user.id, 9_000);
  const repeated = await next(refreshToken);
  expect((await refresh(repeated.refreshToken)).status).toBe(200);
});

test('a token that is two rotations old is never a repeat', async () => {
  const { refreshToken } = await newPerson(api);
  const { refreshToken: second } = await next(refreshToken);
  await next(second);
  expect((await refresh(refreshToken)).status).toBe(401);
});

test('ten refreshes at once leave one session, whose tokens are of one generation', async () => {
  const { refreshToken, user } = await newPerson(api);
  const all = await Promise.all(Array.from({ length: 10 }, () => refresh(refreshToken)));
  expect(all.map(({ status }) => status)).toEqual(Array(10).fill(200));
  const rows = await api.context.database.selectFrom('refreshTokens').innerJoin('sessions', 'sessions.id', 'sessionId').select(['refreshTokens.generation', 'sessions.generation as current']).where('userId', '=', user.id).execute();
  expect(rows.map(({ generation }) => generation).sort()).toEqual([0, ...Array(10).fill(1)]);
  expect(new Set(rows.map(({ current }) => current))).toEqual(new Set([1]));
});

test('a refresh token that is over, or was never given out, says the same', async () => {
  const { refreshToken, user } = await newPerson(api);
  await api.context.database.updateTable('refreshTokens').set({ expiresAt: new Date(Date.now() - 1) }).where('sessionId', 'in', (of) => of.selectFrom('sessions').select('id').where('userId', '=', user.id)).execute();
  const [over, unknown] = [await refresh(refreshToken), await refresh('x'.repeat(43))];
  expect(over.problem).toEqual(unknown.problem);
  expect(over.status).toBe(401);
});

test('a session ends ninety days after it began, however often it is refreshed', async () => {
  const { refreshToken, user } = await newPerson(api);
  await api.context.database.updateTable('sessions').set({ createdAt: new Date(Date.now() - 89 * 24 * 3600_000) }).where('userId', '=', user.id).execute();
  const { refreshExpiresInSeconds } = await next(refreshToken);
  expect(refreshExpiresInSeconds).toBeLessThanOrEqual(24 * 3600);
  expect(refreshExpiresInSeconds).toBeGreaterThan(24 * 3600 - 60);
});

test('a refresh takes over a changed role, and a disabled account is signed out with it and not let in again', async () => {
  const { refreshToken, user } = await newPerson(api);
  const change = (values: object) => api.context.database.updateTable('users').set(values).where('id', '=', user.id).execute();
  await change({ role: 'coach' });
  const coach = await next(refreshToken);
  expect([coach.user.role, decodeJwt(coach.accessToken)['role']]).toEqual(['coach', 'coach']);
  await change({ disabledAt: new Date() });
  expect((await refresh(coach.refreshToken)).problem).toMatchObject({ type: '/problems/account-disabled', status: 403 });
  await expect(signIn(api, user.email)).rejects.toThrow(/disabled/);
  expect((await api.call('POST', '/auth/login', { body: { email: user.email, password: 'not the password' } })).problem?.type).toBe('/problems/wrong-credentials');
  await change({ disabledAt: null });
  expect((await refresh(coach.refreshToken)).status).toBe(401);
  expect(await signIn(api, user.email)).toMatchObject({ user: { role: 'coach' } });
});

test('signing out ends the session by the refresh token, or by the access token, and never says whether there was one', async () => {
  const person = await newPerson(api);
  const others = await signIn(api, person.user.email);
  expect((await api.call('POST', '/auth/logout', { body: { refreshToken: person.refreshToken } })).status).toBe(204);
  expect((await refresh(person.refreshToken)).status).toBe(401);
  expect((await api.call('POST', '/auth/logout', { token: others.accessToken, body: {} })).status).toBe(204);
  expect((await refresh(others.refreshToken)).status).toBe(401);
  expect((await api.call('POST', '/auth/logout', { body: { refreshToken: 'x'.repeat(43) } })).status).toBe(204);
  expect((await api.call('POST', '/auth/logout', { token: 'nonsense', body: {} })).status).toBe(204);
});

test('the sessions are listed with what they are, one can be ended from another, and nobody ends somebody else’s', async () => {
  const { user, ...here } = await newPerson(api);
  const phone = SignedIn.parse((await api.call('POST', '/auth/login', { headers: { 'user-agent': 'A telephone' }, body: { email: user.email, password: 'a quiet green room' } })).body);
  const listed = async () => ((await api.call('GET', '/auth/sessions', { token: here.accessToken })).body as { items: { id: string; userAgent: string; current: boolean; method: string }[] }).items;
  const items = await listed();
  expect(items.map(({ current, method }) => [current, method])).toEqual([[false, 'password'], [true, 'password']]);
  expect(items[0]?.userAgent).toBe('A telephone');
  const id = items[0]?.id ?? '';

  const stranger = await newPerson(api);
  expect((await api.call('DELETE', `/auth/sessions/${id}`, { token: stranger.accessToken })).status).toBe(404);
  expect((await api.call('DELETE', `/auth/sessions/${id}`, { token: here.accessToken })).status).toBe(204);
  expect((await api.call('DELETE', `/auth/sessions/${id}`, { token: here.accessToken })).status).toBe(404);
  expect((await refresh(phone.refreshToken)).status).toBe(401);
  expect(await listed()).toHaveLength(1);
});

test('with its keys from either address, anyone can verify an access token; they hold no secret', async () => {
  const { accessToken, user } = await newPerson(api);
  const wellKnown = new URL('/.well-known/jwks.json', api.url);
  const { payload } = await jwtVerify(accessToken, createRemoteJWKSet(wellKnown), { issuer: 'greenroom', audience: 'greenroom-api' });
  expect(payload.sub).toBe(user.id);
  const { body } = await api.call('GET', '/auth/jwks');
  expect(await (await fetch(wellKnown)).json()).toEqual(body);
  const { keys } = body as { keys: Record<string, string>[] };
  expect(keys.map(({ kid }) => kid)).toContain(decodeProtectedHeader(accessToken).kid);
  expect(keys.flatMap(Object.keys)).not.toContain('d');
});

test('what is over is cleared away, and what goes on is not', async () => {
  const [gone, here] = [await newPerson(api), await newPerson(api)];
  const { database } = api.context;
  await api.call('POST', '/auth/logout', { body: { refreshToken: gone.refreshToken } });
  await database.updateTable('sessions').set({ endedAt: new Date(Date.now() - 60_000) }).where('userId', '=', gone.user.id).execute();
  await database.updateTable('oneTimeTokens').set({ expiresAt: new Date(Date.now() - 1) }).where('userId', '=', gone.user.id).execute();
  const removed = await removeOverAccess(database, new Date(Date.now() - 30_000));
  expect(removed.sessions).toBeGreaterThanOrEqual(1);
  expect(await database.selectFrom('sessions').select('id').where('userId', '=', gone.user.id).execute()).toEqual([]);
  expect(await database.selectFrom('oneTimeTokens').select('purpose').where('userId', 'in', [gone.user.id, here.user.id]).execute()).toEqual([{ purpose: 'verify-email' }]);
  expect((await refresh(here.refreshToken)).status).toBe(200);
});

test('of a refresh token only the hash is stored', async () => {
  const { refreshToken, user } = await newPerson(api);
  const rows = await api.context.database.selectFrom('refreshTokens').innerJoin('sessions', 'sessions.id', 'sessionId').selectAll().where('userId', '=', user.id).execute();
  expect(rows[0]?.tokenHash.length).toBe(32);
  expect(JSON.stringify(rows)).not.toContain(refreshToken);
});
