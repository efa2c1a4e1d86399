import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';

let api: TestApi;
let origin: string;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  origin = new URL(api.url).origin;
});
afterAll(() => api.stop());

test('the page and all that it loads come from here, under a policy that allows nothing else', async () => {
  const response = await fetch(`${api.url}/docs`);
  const html = await response.text();
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).not.toMatch(/unsafe|https:/);
  const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address as string);
  expect(loaded).toHaveLength(5);
  for (const address of loaded) {
    expect(address).toMatch(/^\/api\/v1\//);
    expect((await fetch(origin + address)).status).toBe(200);
  }
});

test('nothing else of the package is served', async () => {
  for (const file of ['package.json', 'swagger-ui-bundle.js.map', 'index.html', '..%2f..%2fpackage.json']) expect((await fetch(`${api.url}/docs/${file}`)).status).toBe(404);
});

test('the document is served as it is made, and may be kept for a while', async () => {
  const { body, headers } = await api.call('GET', '/openapi.json');
  expect(body).toMatchObject({ openapi: '3.1.1', info: { title: 'Greenroom' } });
  expect(headers.get('cache-control')).toBe('public, max-age=300');
  expect((await api.call('GET', '/openapi.json', { headers: { 'if-none-match': headers.get('etag') ?? '' } })).status).toBe(304);
});

test('the document says where the live socket is, and links to what its messages mean', async () => {
  const { info } = (await api.call('GET', '/openapi.json')).body as { info: { description: string } };
  const [, address = ''] = /The live socket[^(]*`\/api\/v1\/live`[^(]*\(([^)]+)\)/.exec(info.description) ?? [];
  const page = await fetch(origin + address);
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([200, 'text/plain; charset=utf-8', 'public, max-age=300']);
  expect(await page.text()).toContain('POST /api/v1/live/ticket');
});

test('a problem’s type leads to a page that says what it means', async () => {
  const { problem } = await api.call('GET', '/auth/me');
  const page = await fetch(origin + (problem?.type ?? ''));
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('You are not signed in');
  expect((await fetch(`${origin}/problems/toString`)).status).toBe(404);
});
