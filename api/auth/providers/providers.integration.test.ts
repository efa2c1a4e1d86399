/** Signing in with Google and LinkedIn, against a real OpenID provider on this machine. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { SignedIn } from '@greenroom/contracts';
import { createUser, markEmailVerified } from '@greenroom/database';
import { hashSecret } from '../secrets.ts';
import { freePort, newPerson, someAddress, startSignInApi } from '../testing.ts';
import type { TestApi } from '../../testing.ts';
import { startTestProvider, Visitor, type TestProvider } from './testing.ts';

const site = 'http://127.0.0.1:3000';
let api: TestApi;
let apiUrl: string;
let provider: TestProvider;
let visitor: Visitor;
beforeAll(async () => {
  const port = await freePort();
  apiUrl = `http://127.0.0.1:${port}`;
  provider = await startTestProvider(apiUrl);
  api = await startSignInApi(inject('env'), (settings) => ({ ...settings, auth: { ...settings.auth, apiUrl, providers: provider.clients } }), port);
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});
beforeEach(() => {
  visitor = new Visitor();
});

type Which = 'google' | 'linkedin';
const verifierOf = () => randomBytes(32).toString('base64url');
const challengeOf = (verifier: string) => hashSecret(verifier).toString('base64url');
const begin = (which: Which, verifier: string) => visitor.follow(`${api.url}/auth/oauth/${which}?challenge=${challengeOf(verifier)}`, provider.issuer);
const exchange = (code: string | null, verifier: string) => api.call('POST', '/auth/oauth/exchange', { body: { code, verifier } });

/** A person of the provider's. */
function someone(claims: { email?: string; email_verified?: boolean; name?: string } = {}): { name: string; email: string } {
  const email = claims.email ?? someAddress();
  const name = `subject-${randomBytes(6).toString('hex')}`;
  provider.accounts.set(name, { email, email_verified: true, name: 'Dana at the provider', ...claims });
  return { name, email };
}
/** Goes there, signs in, comes back: where the site is asked to go on. */
async function there(which: Which, name: string, verifier = verifierOf(), change: (url: URL) => void = () => undefined): Promise<{ backAt: string; finished: URL }> {
  const url = new URL(await begin(which, verifier));
  change(url);
  const backAt = await visitor.signInAt(url.href, name, apiUrl);
  return { backAt, finished: new URL(await visitor.follow(backAt, site)) };
}
async function wholeSignIn(which: Which, name: string): Promise<SignedIn> {
  const verifier = verifierOf();
  const { finished } = await there(which, name, verifier);
  const { status, body } = await exchange(finished.searchParams.get('code'), verifier);
  if (status !== 200) throw new Error(`${finished.href}: ${JSON.stringify(body)}`);
  return SignedIn.parse(body);
}
const problemOf = ({ finished }: { finished: URL }) => `${finished.pathname} ${finished.searchParams.get('problem')}`;

test('the providers that are set up are listed; without any there are none and their addresses lead nowhere', async () => {
  expect((await api.call('GET', '/auth/providers')).body).toEqual({ items: [{ id: 'google', name: 'Google' }, { id: 'linkedin', name: 'LinkedIn' }] });
  const bare = await startSignInApi(inject('env'));
  expect((await bare.call('GET', '/auth/providers')).body).toEqual({ items: [] });
  expect((await bare.call('GET', `/auth/oauth/google?challenge=${challengeOf('x')}`)).status).toBe(404);
  await bare.stop();
});

test.each(['google', 'linkedin'] as const)('a new person with %s has a confirmed account without a password, and finds it again', async (which) => {
  const { name, email } = someone();
  const first = await wholeSignIn(which, name);
  expect(first.user).toMatchObject({ email, fullName: 'Dana at the provider', role: 'candidate', emailVerified: true });
  expect((await api.call('GET', '/auth/me', { token: first.accessToken })).body).toMatchObject({ hasPassword: false, providers: [which] });
  visitor = new Visitor();
  const second = await wholeSignIn(which, name);
  expect(second.user.id).toBe(first.user.id);
  const { items } = (await api.call('GET', '/auth/sessions', { token: second.accessToken })).body as { items: { method: string }[] };
  expect(items.map(({ method }) => method)).toEqual([which, which]);
});

test('Google is asked with PKCE, state and nonce, LinkedIn with what it takes', async () => {
  const google = new URL(await begin('google', verifierOf())).searchParams;
  expect(Object.fromEntries(google)).toMatchObject({ scope: 'openid email profile', response_type: 'code', code_challenge_method: 'S256', redirect_uri: `${apiUrl}/api/v1/auth/oauth/google/callback` });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(google.get(name)?.length).toBeGreaterThanOrEqual(43);
  const linkedin = new URL(await begin('linkedin', verifierOf())).searchParams;
  expect([linkedin.has('state'), linkedin.has('nonce'), linkedin.has('code_challenge')]).toEqual([true, false, false]);
});

test('an account with the same address is linked when both sides know that the address is this person’s', async () => {
  const { user } = await newPerson(api);
  await markEmailVerified(api.context.database, user.id);
  const { name } = someone({ email: user.email.toUpperCase() });
  expect((await wholeSignIn('google', name)).user).toMatchObject({ id: user.id, fullName: 'Dana Reyes' });
  // From now on the link counts, whatever the address there.
  provider.accounts.set(name, { email: someAddress(), email_verified: false });
  visitor = new Visitor();
  expect((await wholeSignIn('google', name)).user.id).toBe(user.id);
});

test('an account whose address nobody has confirmed is not handed over', async () => {
  const { user, accessToken } = await newPerson(api);
  const { name } = someone({ email: user.email });
  expect(problemOf(await there('google', name))).toBe('/sign-in account-unverified');
  expect((await api.call('GET', '/auth/me', { token: accessToken })).body).toMatchObject({ providers: [] });
  await markEmailVerified(api.context.database, user.id);
  visitor = new Visitor();
  expect((await wholeSignIn('google', name)).user.id).toBe(user.id);
});

test.each([
  ['says that the address is not confirmed', { email_verified: false }],
  ['does not say whether it is', { email_verified: undefined as unknown as boolean }],
  ['gives no address', { email: undefined as unknown as string }],
])('a provider that %s opens no account', async (_, claims) => {
  const { name } = someone();
  provider.accounts.set(name, { email: someAddress(), email_verified: true, ...claims });
  expect(problemOf(await there('google', name))).toBe('/sign-in email-unverified');
  const { user } = await newPerson(api);
  await markEmailVerified(api.context.database, user.id);
  provider.accounts.set(name, { email: user.email, email_verified: true, ...claims });
  visitor = new Visitor();
  expect(problemOf(await there('google', name))).toBe('/sign-in email-unverified');
});

test('an account that is linked to one person of the provider is not linked to a second', async () => {
  const first = someone();
  await wholeSignIn('google', first.name);
  const second = someone({ email: first.email });
  visitor = new Visitor();
  expect(problemOf(await there('google', second.name))).toBe('/sign-in refused');
});

test('a disabled account is not let in', async () => {
  const { name, email } = someone();
  const { id } = await createUser(api.context.database, { email, passwordHash: null, fullName: 'Dana', role: 'candidate', emailVerified: true });
  await api.context.database.updateTable('users').set({ disabledAt: new Date() }).where('id', '=', id).execute();
  expect(problemOf(await there('google', name))).toBe('/sign-in account-disabled');
});

test('whoever says no at the provider comes back to the sign-in page', async () => {
  const { name } = someone();
  const backAt = await visitor.signInAt(await begin('google', verifierOf()), name, apiUrl, false);
  expect(problemOf({ finished: new URL(await visitor.follow(backAt, site)) })).toBe('/sign-in cancelled');
});

test('a way back with another state, or another nonce, is refused', async () => {
  expect(problemOf(await there('google', someone().name, verifierOf(), (url) => url.searchParams.set('state', 'x'.repeat(43))))).toBe('/sign-in refused');
  visitor = new Visitor();
  expect(problemOf(await there('google', someone().name, verifierOf(), (url) => url.searchParams.set('nonce', 'x'.repeat(43))))).toBe('/sign-in refused');
});

test('a way back in a browser that did not begin it, or with another provider’s attempt, is refused', async () => {
  const { name } = someone();
  const backAt = await visitor.signInAt(await begin('google', verifierOf()), name, apiUrl);
  const elsewhere = new Visitor();
  expect(problemOf({ finished: new URL(await elsewhere.follow(backAt, site)) })).toBe('/sign-in expired');
  expect(problemOf({ finished: new URL(await visitor.follow(backAt.replace('/google/', '/linkedin/'), site)) })).toBe('/sign-in expired');
});

test('a way back works once: the attempt is forgotten, and the provider’s code is used up', async () => {
  const { name } = someone();
  const url = await begin('google', verifierOf());
  const backAt = await visitor.signInAt(url, name, apiUrl);
  const putBack = visitor.remember();
  expect(new URL(await visitor.follow(backAt, site)).pathname).toBe('/sign-in/finish');
  expect(problemOf({ finished: new URL(await visitor.follow(backAt, site)) })).toBe('/sign-in expired');
  putBack();
  expect(problemOf({ finished: new URL(await visitor.follow(backAt, site)) })).toBe('/sign-in refused');
});

test('the code that the site gets works once, for a minute, and only with the verifier', async () => {
  const verifier = verifierOf();
  const finishedCode = async () => (await there('google', someone().name, verifier)).finished.searchParams.get('code');
  const stolen = await finishedCode();
  expect((await exchange(stolen, verifierOf())).problem?.type).toBe('/problems/link-not-valid');
  expect((await exchange(stolen, verifier)).status).toBe(410);

  visitor = new Visitor();
  const code = await finishedCode();
  const both = await Promise.all([exchange(code, verifier), exchange(code, verifier)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);

  visitor = new Visitor();
  const late = await finishedCode();
  await api.context.database.updateTable('oneTimeTokens').set({ expiresAt: new Date(Date.now() - 1) }).where('purpose', '=', 'sign-in-google').execute();
  expect((await exchange(late, verifier)).status).toBe(410);
});

test('a provider that is away sends the person back, and is asked again the next time', async () => {
  const port = await freePort();
  const settings = { clientId: 'google', clientSecret: 'secret', issuer: 'http://127.0.0.1:1' };
  const lonely = await startSignInApi(inject('env'), (given) => ({ ...given, auth: { ...given.auth, apiUrl: `http://127.0.0.1:${port}`, providers: { google: settings, linkedin: undefined } } }), port);
  const start = `${lonely.url}/auth/oauth/google?challenge=${challengeOf('x')}`;
  expect(await visitor.follow(start, site)).toBe(`${site}/sign-in?problem=unavailable`);
  await lonely.stop();
});
