/** The refresh token in a browser's cookie: what it looks like, who may use it, and that a real browser keeps it on its own machine. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium } from '../../tests/chromium.ts';
import { freePort, goodPassword, newPerson, startSignInApi } from './testing.ts';
import type { TestApi } from '../testing.ts';

const site = 'http://127.0.0.1:3000';
let api: TestApi;
let email: string;
beforeAll(async () => {
  api = await startSignInApi(inject('env'), (settings) => ({ ...settings, http: { ...settings.http, corsOrigins: [site] } }));
  email = (await newPerson(api)).user.email;
});
afterAll(() => api.stop());

const login = (headers: Record<string, string>) => api.call('POST', '/auth/login', { headers, body: { email, password: goodPassword, session: 'cookie' } });
const cookieOf = (headers: Headers) => /greenroom_refresh_token=([\w-]*)/.exec(headers.get('set-cookie') ?? '')?.[1];

test('it is HttpOnly, Secure, strict, for the sign-in addresses only, and not in the reply', async () => {
  const { status, body, headers } = await login({ origin: site });
  expect([status, (body as { refreshToken: null }).refreshToken]).toEqual([200, null]);
  const [cookie, ...others] = headers.getSetCookie();
  expect(others).toEqual([]);
  expect(cookie).toMatch(/^greenroom_refresh_token=[\w-]{43}; Max-Age=604800; Path=\/api\/v1\/auth; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/);
  expect(JSON.stringify(body)).not.toContain(cookieOf(headers));
});

test('it refreshes and signs out for pages of the site, and for no other page or program', async () => {
  const cookie = `greenroom_refresh_token=${cookieOf((await login({ origin: site })).headers)}`;
  for (const path of ['/auth/refresh', '/auth/logout']) {
    for (const headers of [{ cookie }, { cookie, origin: 'https://elsewhere.example' }, { cookie, origin: 'null' }]) {
      expect((await api.call('POST', path, { headers, body: {} })).problem?.type).toBe('/problems/origin-not-allowed');
    }
  }
  const renewed = await api.call('POST', '/auth/refresh', { headers: { cookie, origin: site }, body: {} });
  expect([renewed.status, (renewed.body as { refreshToken: null }).refreshToken]).toEqual([200, null]);
  const next = `greenroom_refresh_token=${cookieOf(renewed.headers)}`;
  expect(next).not.toBe(cookie);

  const out = await api.call('POST', '/auth/logout', { headers: { cookie: next, origin: site }, body: {} });
  expect([out.status, cookieOf(out.headers)]).toEqual([204, '']);
  const after = await api.call('POST', '/auth/refresh', { headers: { cookie: next, origin: site }, body: {} });
  // The browser is told to forget what no longer works.
  expect([after.status, cookieOf(after.headers)]).toEqual([401, '']);
});

test('a page of another site cannot have it set either', async () => {
  expect((await login({ origin: 'https://elsewhere.example' })).problem?.type).toBe('/problems/origin-not-allowed');
});

test.each(['127.0.0.1', 'localhost'])('Chromium keeps the Secure cookie of plain http from %s, sends it back, and hides it from scripts', async (host) => {
  const port = await freePort();
  const own = await startSignInApi(inject('env'), (settings) => ({ ...settings, auth: { ...settings.auth, apiUrl: `http://${host}:${port}` } }), port);
  const address = own.url.replace('127.0.0.1', host);
  const person = await newPerson(own);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(`${address}/health`);
    const post = (path: string, body: object) =>
      page.evaluate(async ([url, json]) => {
        const response = await fetch(url as string, { method: 'POST', headers: { 'content-type': 'application/json' }, body: json as string });
        return { status: response.status, visible: (globalThis as unknown as { document: { cookie: string } }).document.cookie };
      }, [address + path, JSON.stringify(body)]);
    expect(await post('/auth/login', { email: person.user.email, password: goodPassword, session: 'cookie' })).toEqual({ status: 200, visible: '' });
    expect(await page.context().cookies(`${address}/auth/refresh`)).toMatchObject([{ name: 'greenroom_refresh_token', httpOnly: true, secure: true, sameSite: 'Strict' }]);
    expect(await page.context().cookies(`${address}/interviews`)).toEqual([]);
    expect(await post('/auth/refresh', {})).toMatchObject({ status: 200 });
    expect(await post('/auth/logout', {})).toMatchObject({ status: 204 });
    expect(await page.context().cookies(`${address}/auth/refresh`)).toEqual([]);
  } finally {
    await browser.close();
    await own.stop();
  }
});
