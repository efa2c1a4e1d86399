/** A forgotten password, a changed one, and one that gets a stronger hash. */
import { getRounds } from 'bcrypt';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createUser, findUserByEmail } from '@greenroom/database';
import { goodPassword, lettersTo, newPerson, quickestOf, signIn, someAddress, startSignInApi, tokenInLetter } from './testing.ts';
import { hashPassword } from './passwords.ts';
import type { TestApi } from '../testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startSignInApi(inject('env'));
});
afterAll(() => api.stop());

const forgot = (email: string) => api.call('POST', '/auth/forgot-password', { body: { email } });
const reset = (token: string, password: string) => api.call('POST', '/auth/reset-password', { body: { token, password } });
const refresh = (refreshToken: string | null) => api.call('POST', '/auth/refresh', { body: { refreshToken } });

test('the letter’s link sets a new password once, ends every session, and counts as a confirmed address', async () => {
  const { refreshToken, user } = await newPerson(api);
  expect((await forgot(user.email.toUpperCase())).status).toBe(202);
  const link = await tokenInLetter(api, user.email, 'reset-password');
  expect((await reset(link, 'password123')).problem?.errors).toHaveLength(1);
  expect((await reset(link, 'a brighter green room')).status).toBe(204);
  expect((await refresh(refreshToken)).status).toBe(401);
  await expect(signIn(api, user.email)).rejects.toThrow(/wrong-credentials/);
  expect(await signIn(api, user.email, 'a brighter green room')).toMatchObject({ user: { emailVerified: true } });
  expect((await reset(link, 'a third green room')).problem?.type).toBe('/problems/link-not-valid');
  expect(await lettersTo(api, user.email, 'password-changed')).toHaveLength(1);
});

test('an account that somebody made for another’s address gives nothing away any more once its owner sets a password', async () => {
  const email = someAddress();
  const stranger = await newPerson(api, email);
  const { id } = await api.plan(stranger.accessToken);
  const accomplice = await api.signUp('coach');
  const invite = async () => (await api.call('POST', '/coach/invites', { token: stranger.accessToken, body: {} }));
  const [accepted, waiting] = [(await invite()).body as { token: string }, (await invite()).body as { token: string }];
  const accept = ({ token }: { token: string }) => api.call('POST', '/coach/accept', { token: accomplice.token, body: { token } });
  const share = () => api.call('POST', `/interviews/${id}/shares`, { token: stranger.accessToken, body: { scope: ['report'], expiresInHours: 1 } });
  const { token: shared } = (await share()).body as { token: string };
  expect((await accept(accepted)).status).toBe(201);
  expect((await api.call('GET', `/interviews/${id}`, { token: accomplice.token })).status).toBe(200);
  expect((await api.call('GET', `/shared/${shared}`)).status).toBe(200);

  await forgot(email);
  expect((await reset(await tokenInLetter(api, email, 'reset-password'), 'a brighter green room')).status).toBe(204);
  expect((await api.call('GET', `/interviews/${id}`, { token: accomplice.token })).status).toBe(404);
  expect((await api.call('GET', `/shared/${shared}`)).status).toBe(404);
  expect((await accept(waiting)).status).toBe(404);
  // The stranger's access token works on for some minutes, but not for what would outlive it.
  expect([(await invite()).status, (await share()).status]).toEqual([401, 401]);
});

test('the first link that is used takes the others with it', async () => {
  const { user } = await newPerson(api);
  await forgot(user.email);
  const first = await tokenInLetter(api, user.email, 'reset-password');
  await forgot(user.email);
  const second = await tokenInLetter(api, user.email, 'reset-password');
  expect((await reset(second, 'a brighter green room')).status).toBe(204);
  expect((await reset(first, 'somebody else’s room')).status).toBe(410);
});

test('two uses of one link at once set one password', async () => {
  const { user } = await newPerson(api);
  await forgot(user.email);
  const link = await tokenInLetter(api, user.email, 'reset-password');
  const replies = await Promise.all([reset(link, 'a brighter green room'), reset(link, 'a darker green room')]);
  expect(replies.map(({ status }) => status).sort()).toEqual([204, 410]);
});

test('an unknown address gets the same answer after the same time, and nobody a letter', async () => {
  const { user } = await newPerson(api);
  const nobody = someAddress();
  const [known, unknown] = [await forgot(user.email), await forgot(nobody)];
  expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
  // The quickest of several: the machine may be busy, but it cannot make a request quicker.
  const times = [await quickestOf(3, () => forgot(user.email)), await quickestOf(3, () => forgot(nobody))] as const;
  expect(Math.min(...times)).toBeGreaterThanOrEqual(500);
  expect(Math.abs(times[0] - times[1])).toBeLessThan(100);
  expect(await lettersTo(api, nobody)).toEqual([]);
});

test('one person gets at most five of these letters in an hour, and the answer does not say so', async () => {
  const { user } = await newPerson(api);
  for (let asked = 0; asked < 7; asked++) expect((await forgot(user.email)).status).toBe(202);
  expect(await lettersTo(api, user.email, 'reset-password')).toHaveLength(5);
});

test('a link that is older than an hour sets nothing', async () => {
  const { user } = await newPerson(api);
  await forgot(user.email);
  const row = await api.context.database.selectFrom('oneTimeTokens').selectAll().where('userId', '=', user.id).where('purpose', '=', 'reset-password').executeTakeFirstOrThrow();
  expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBeLessThan(3601_000);
  await api.context.database.updateTable('oneTimeTokens').set({ expiresAt: new Date(Date.now() - 1) }).where('userId', '=', user.id).execute();
  expect((await reset(await tokenInLetter(api, user.email, 'reset-password'), 'a brighter green room')).status).toBe(410);
});

test('changing the password needs the current one and ends the sessions elsewhere, not this one', async () => {
  const here = await newPerson(api);
  const there = await signIn(api, here.user.email);
  const change = (currentPassword: string, newPassword: string) => api.call('POST', '/auth/change-password', { token: here.accessToken, body: { currentPassword, newPassword } });
  expect((await change('not the password', 'a brighter green room')).problem?.type).toBe('/problems/wrong-credentials');
  expect((await change(goodPassword, here.user.email)).problem?.errors?.[0]?.path).toBe('newPassword');
  expect((await change(goodPassword, 'a brighter green room')).status).toBe(204);
  expect((await refresh(here.refreshToken)).status).toBe(200);
  expect((await refresh(there.refreshToken)).status).toBe(401);
  expect(await signIn(api, here.user.email, 'a brighter green room')).toBeDefined();
  expect(await lettersTo(api, here.user.email, 'password-changed')).toHaveLength(1);
});

test('an account without a password is told how to get one, and gets it by the letter', async () => {
  const { id, email } = await createUser(api.context.database, { email: someAddress(), passwordHash: null, fullName: 'Dana Reyes', role: 'candidate', emailVerified: true });
  const token = await api.context.tokens.issue({ userId: id, role: 'candidate' });
  expect((await api.call('POST', '/auth/change-password', { token, body: { currentPassword: 'x', newPassword: 'a brighter green room' } })).problem?.type).toBe('/problems/no-password');
  expect((await api.call('POST', '/auth/login', { body: { email, password: 'anything at all' } })).status).toBe(401);
  await forgot(email);
  expect((await reset(await tokenInLetter(api, email, 'reset-password'), 'a brighter green room')).status).toBe(204);
  expect((await api.call('GET', '/auth/me', { token })).body).toMatchObject({ hasPassword: true });
});

test('a hash with fewer rounds than the settings say is renewed with the next sign-in', async () => {
  const stronger = await startSignInApi(inject('env'), (settings) => ({ ...settings, auth: { ...settings.auth, bcryptCost: 6 } }));
  try {
    const email = someAddress();
    await createUser(stronger.context.database, { email, passwordHash: await hashPassword(goodPassword, 4), fullName: 'Dana Reyes', role: 'candidate' });
    await signIn(stronger, email);
    expect(getRounds((await findUserByEmail(stronger.context.database, email))?.passwordHash ?? '')).toBe(6);
    await signIn(stronger, email);
  } finally {
    await stronger.stop();
  }
});
