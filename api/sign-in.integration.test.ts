import { randomUUID } from 'node:crypto';
import { SignJWT, generateKeyPair } from 'jose';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { User } from '@greenroom/contracts';
import { seedDemoAccounts } from './accounts/demo-accounts.ts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
});
afterAll(() => api.stop());

test('the demo accounts can sign in, and seeding them again changes nothing', async () => {
  const [first, second] = [await seedDemoAccounts(api.context.database), await seedDemoAccounts(api.context.database)];
  expect(second).toEqual(first);
  expect(first).toEqual([
    { email: 'dana@example.com', password: 'greenroom', role: 'candidate' },
    { email: 'sam@example.com', password: 'greenroom', role: 'coach' },
  ]);
  for (const { email, password, role } of first) {
    const { status, body } = await api.call('POST', '/auth/login', { body: { email: email.toUpperCase(), password } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ expiresInSeconds: 900, user: { email, role } });
    expect(Object.keys((body as { user: User }).user).sort()).toEqual(['email', 'emailVerified', 'fullName', 'id', 'role']);
    const me = await api.call('GET', '/auth/me', { token: (body as { accessToken: string }).accessToken });
    expect(User.parse(me.body)).toMatchObject({ email, role });
  }
});

test('a wrong password and an unknown e-mail are refused in the same words and in about the same time', async () => {
  await seedDemoAccounts(api.context.database);
  const attempt = async (email: string) => {
    const since = performance.now();
    const { status, problem } = await api.call('POST', '/auth/login', { body: { email, password: 'wrong' } });
    return { status, problem, ms: performance.now() - since };
  };
  await attempt('dana@example.com');
  const [wrong, unknown] = [await attempt('dana@example.com'), await attempt('nobody@example.com')];
  expect(wrong.status).toBe(401);
  expect(unknown.problem).toEqual(wrong.problem);
  expect(wrong.problem).toMatchObject({ type: '/problems/wrong-credentials', retryable: false });
  // Comparing with bcrypt takes over 100 ms here; not comparing would take a few.
  expect(unknown.ms).toBeGreaterThan(wrong.ms / 3);
});

test('what is not an e-mail address is named', async () => {
  const { status, problem } = await api.call('POST', '/auth/login', { body: { email: 'dana', password: '' } });
  expect(status).toBe(400);
  expect(problem?.errors?.map(({ path }) => path)).toEqual(['email', 'password']);
});

test('without a token, with somebody else’s, and with one that is over nobody comes in', async () => {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const sign = (key: Parameters<SignJWT['sign']>[0], alg: string) =>
    new SignJWT({ role: 'admin' }).setProtectedHeader({ alg, typ: 'at+jwt' }).setSubject(randomUUID()).setIssuer('greenroom').setAudience('greenroom-api').setExpirationTime('1h').sign(key);
  const { token } = await api.signUp();
  const [head = '', payload = '', signature = ''] = token.split('.');
  const promoted = Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), role: 'admin' })).toString('base64url');
  const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
  for (const wrong of ['', 'nonsense', await sign(privateKey, 'EdDSA'), await sign(new TextEncoder().encode('x'.repeat(32)), 'HS256'), `${head}.${promoted}.${signature}`, unsigned]) {
    const { status, problem, headers } = await api.call('GET', '/auth/me', { token: wrong });
    expect([status, problem?.type, headers.get('www-authenticate')]).toEqual([401, '/problems/not-signed-in', 'Bearer']);
  }
  expect((await api.call('GET', '/auth/me', { token })).status).toBe(200);
});
