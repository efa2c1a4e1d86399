/** What the built site does in a real browser, in front of a stand-in API. How each page looks and weighs: views.integration.test.ts. */
import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleted } from './answers/home.ts';
import { account, coachAccount, ids, links } from './fixture-api.ts';
import { signIn, tokensOf } from './pages.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import { startSite, type Site } from './site.ts';

let site: Site;
let browser: Browser;
openSiteInBrowser((opened) => ({ site, browser } = opened));

describe('signing in', () => {
  let page: Page;
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
  });
  afterEach(() => page.context().close());

  test('both tokens are in HttpOnly, SameSite=Strict cookies and nowhere that JavaScript sees', async () => {
    await signIn(page, site.url);
    const cookies = await tokensOf(page.context());
    expect(cookies.map(({ name }) => name).sort()).toEqual(['greenroom_access', 'greenroom_refresh']);
    const visible = await page.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.documentElement.outerHTML);
    for (const cookie of cookies) {
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', secure: false });
      expect(visible).not.toContain(cookie.value);
    }
  });

  test('when the access token is over, one of many requests renews it, and all of them are answered', async () => {
    await signIn(page, site.url);
    const before = site.api.refreshes();
    await page.context().clearCookies({ name: 'greenroom_access' });
    const statuses = await page.evaluate(() => Promise.all(Array.from({ length: 8 }, async () => (await fetch('/', { headers: { accept: 'text/html' } })).text())));
    expect(statuses.map((text) => text.includes('Your interviews'))).toEqual(Array(8).fill(true));
    expect(site.api.refreshes()).toBe(before + 1);
    await page.goto(`${site.url}/interviews/new`);
    await page.getByRole('heading', { name: 'New interview' }).waitFor();
    expect(site.api.refreshes()).toBe(before + 1);
  });

  test('a browser that never got the answer to a renewal is given it again', async () => {
    await signIn(page, site.url);
    const old = (await page.context().cookies()).filter(({ name }) => name === 'greenroom_refresh');
    await page.context().clearCookies({ name: 'greenroom_access' });
    await page.goto(site.url);
    await page.context().clearCookies();
    await page.context().addCookies(old);
    await page.goto(site.url);
    await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
  });

  test('a session that is over leads to the sign-in page; one that cannot be renewed just now is kept', async () => {
    await signIn(page, site.url);
    await page.context().clearCookies({ name: 'greenroom_access' });
    try {
      site.api.refuseRefreshes(503);
      await page.goto(`${site.url}/interviews/new`);
      await page.getByRole('heading', { name: 'This page could not be made' }).waitFor();
      expect((await tokensOf(page.context())).map(({ name }) => name)).toEqual(['greenroom_refresh']);
      site.api.refuseRefreshes(401);
      await page.goto(`${site.url}/interviews/new`);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      expect(await tokensOf(page.context())).toEqual([]);
    } finally {
      site.api.refuseRefreshes(undefined);
    }
  });

  test('a provider is reached by a link, with a challenge whose answer only this browser has', async () => {
    await page.goto(`${site.url}/sign-in?next=/interviews/new`);
    const response = await page.request.get(site.url + (await page.getByRole('link', { name: 'Sign in with Google' }).getAttribute('href')), { maxRedirects: 0 });
    const address = new URL(response.headers()['location'] ?? '');
    expect([response.status(), address.origin, address.pathname]).toEqual([303, site.api.url, '/api/v1/auth/oauth/google']);
    const [cookie] = await page.context().cookies(`${site.url}/sign-in/finish`);
    expect(cookie).toMatchObject({ name: 'greenroom_provider', httpOnly: true, sameSite: 'Lax', path: '/sign-in' });
    const [verifier = '', next] = decodeURIComponent(cookie?.value ?? '').split(' ');
    expect(next).toBe('/interviews/new');
    expect(createHash('sha256').update(verifier).digest('base64url')).toBe(address.searchParams.get('challenge'));
  });

  test('a page for signed-in people sends a stranger to the sign-in page, and back afterwards', async () => {
    await page.goto(`${site.url}/interviews/new`);
    expect(page.url()).toBe(`${site.url}/sign-in?next=%2Finterviews%2Fnew`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'New interview' }).waitFor();
  });

  test('what is typed before the scripts have arrived stays, and the form works without them', async () => {
    const arrived = Promise.withResolvers<void>();
    await page.route(/\.js$/, async (route) => {
      await arrived.promise;
      await route.continue();
    });
    await page.goto(`${site.url}/sign-in`, { waitUntil: 'commit' });
    await page.getByLabel('E-mail address').fill('someone@example.com');
    await page.getByLabel('Password').fill('something');
    arrived.resolve();
    await page.waitForLoadState('networkidle');
    expect([await page.getByLabel('E-mail address').inputValue(), await page.getByLabel('Password').inputValue()]).toEqual(['someone@example.com', 'something']);

    const context = await browser.newContext({ javaScriptEnabled: false });
    await signIn(await context.newPage(), site.url);
    await context.close();
  });

  test('"next" leads to no other site', async () => {
    await page.goto(`${site.url}/sign-in?next=//elsewhere.example/`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
    expect(page.url()).toBe(`${site.url}/`);
  });

  test('a link on another site leads somebody who is signed in to the page, and nowhere else', async () => {
    await signIn(page, site.url);
    const paths = ['/interviews/new', '//elsewhere.example/?a="><b>', '/'];
    const links = paths.map((path, index) => `<a id="link-${index}" href="${(site.url + path).replaceAll('"', '%22')}">${index}</a>`).join(' ');
    await page.route('https://elsewhere.example/**', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html>${links}` }));
    for (const [index, heading] of ['New interview', 'There is nothing here', 'Your interviews'].entries()) {
      await page.goto('https://elsewhere.example/letter');
      await page.locator(`#link-${index}`).click();
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(new URL(page.url()).origin).toBe(site.url);
    }
  });

  test('signing out forgets the tokens', async () => {
    await signIn(page, site.url);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Start' }).waitFor();
    expect((await page.context().cookies()).filter(({ name }) => name !== 'greenroom_zone')).toEqual([]);
  });

  test('a form sent from another site is refused', async () => {
    const headers = { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${site.url}/sign-in`, { method: 'POST', headers, body: new URLSearchParams(account), redirect: 'manual' });
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});

describe('an interview', () => {
  let page: Page;
  beforeAll(async () => {
    page = await (await browser.newContext()).newPage();
    await signIn(page, site.url);
  });
  afterAll(() => page.context().close());

  test('is planned from the form and leads to its green room', async () => {
    await page.goto(`${site.url}/interviews/new`);
    await page.getByRole('radio', { name: /Technical/ }).check();
    await page.getByLabel('Role').fill('Data engineer');
    await page.getByRole('button', { name: 'Prepare the interview' }).click();
    await page.getByRole('heading', { name: 'Sound check' }).waitFor();
    expect(page.url()).toContain(`/interviews/${ids.pending}`);
  });

  test('is not entered without consent, even when the browser does not ask for it', async () => {
    await page.goto(`${site.url}/interviews/${ids.pending}`, { waitUntil: 'networkidle' });
    await page.evaluate(() => document.querySelector('form[action="?/goIn"]')?.setAttribute('novalidate', ''));
    await page.getByRole('button', { name: 'Go in' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toMatch(/Agree to the recording first/);
  });

  test('whose report is ready leads from the progress page to it', async () => {
    await page.goto(`${site.url}/interviews/${ids.finishing}`);
    await page.getByText('Joining both recordings, 40 %').waitFor();
    site.api.setStatus(ids.finishing, 'completed');
    await page.waitForURL(/\/report$/);
    site.api.setStatus(ids.finishing, 'finishing');
  });

  test.each([['before it is held', ids.pending], ['while its report is made', ids.finishing], ['when it was not held', ids.abandoned], ['from its report', ids.completed]])('is deleted %s: asked once, and the list says so', async (_when, id) => {
    deleted.length = 0;
    await page.goto(`${site.url}/interviews/${id}`);
    await page.getByRole('link', { name: 'Delete this interview' }).click();
    await page.getByRole('heading', { name: 'Delete this interview?' }).waitFor();
    expect(deleted).toEqual([]);
    await page.getByRole('button', { name: 'Delete it for good' }).click();
    await page.getByText('The interview is deleted, with all that belonged to it.').waitFor();
    await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
    expect(deleted).toEqual([id]);
  });
});

test('a page that takes its time is said to be on its way, and one that does not is not', async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, site.url);
  await page.goto(site.url, { waitUntil: 'networkidle' });
  const arrived = Promise.withResolvers<void>();
  const slow = '**/progress/__data.json*';
  await page.route(slow, async (route) => {
    await arrived.promise;
    await route.continue();
  });
  const underway = page.getByText('The next page is on its way.');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Progress' }).click();
  expect(await underway.count()).toBe(0);
  await underway.waitFor({ state: 'attached' });
  arrived.resolve();
  await page.waitForURL('**/progress');
  await underway.waitFor({ state: 'detached' });
  await page.context().close();
});

describe('the report', () => {
  let page: Page;
  beforeAll(async () => {
    page = await (await browser.newContext()).newPage();
    await signIn(page, site.url);
    await page.goto(`${site.url}/interviews/${ids.completed}/report`, { waitUntil: 'networkidle' });
  });
  afterAll(() => page.context().close());
  const fileTime = () => page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1);

  test('plays the moment of a quote: file time is clock time minus the offset', async () => {
    const quote = page.getByRole('link', { name: /cut reconciliation errors by eighty percent/ });
    await quote.click();
    const shown = /(\d+):(\d+)/.exec(await quote.innerText());
    const clock = Number(shown?.[1]) * 60 + Number(shown?.[2]);
    await expect.poll(fileTime).toBeGreaterThan(clock - 0.8 - 1.2);
    expect(await fileTime()).toBeLessThan(clock + 3);
    await page.evaluate(() => document.querySelector('audio')?.pause());
  });

  test('lights the word that is being spoken', async () => {
    await page.locator('[data-word]', { hasText: /^migration\.$/ }).first().click();
    await expect.poll(() => page.locator('.spoken').first().innerText()).toMatch(/migration|We|was/);
    await page.evaluate(() => document.querySelector('audio')?.pause());
  });

  test('is steered by keyboard on the score', async () => {
    const position = page.getByRole('slider', { name: 'Position in the recording' });
    await position.focus();
    await page.keyboard.press('Home');
    await expect.poll(fileTime).toBe(0);
    await page.keyboard.press('PageUp');
    await expect.poll(fileTime).toBeGreaterThan(10);
  });

  test('says every mark in words as well', async () => {
    const said = await page.locator('[data-turn]').allTextContents();
    expect(said.join(' ')).toMatch(/um\s\(filler\)/);
    expect(said.join(' ')).toMatch(/2\.6\ss\spause/);
  });

  test('the recording is passed on by range, and only to the signed-in', async () => {
    const address = `${site.url}/interviews/${ids.completed}/recording`;
    const response = await page.request.get(address, { headers: { range: 'bytes=0-99' } });
    expect([response.status(), response.headers()['content-range']?.startsWith('bytes 0-99/'), (await response.body()).length]).toEqual([206, true, 100]);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
  });
});

test('whoever has a link to report and recording plays the moment of a quote, and can change nothing', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${site.url}/shared/${links.all}`, { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: /cut reconciliation errors by eighty percent/ }).click();
  await expect.poll(() => page.evaluate(() => document.querySelector('audio')?.currentTime ?? -1)).toBeGreaterThan(20);
  expect(await page.locator('main form').count()).toBe(0);
  await page.context().close();
});

test('a coach takes the moment of a note from the player, and a reload loses nothing that was written', async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, site.url, coachAccount);
  await page.goto(`${site.url}/interviews/${ids.completed}/report`, { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: /Play from.*0:42/ }).first().click();
  await page.evaluate(() => document.querySelector('audio')?.pause());
  await page.getByRole('button', { name: 'Use the player’s moment' }).click();
  expect(await page.getByLabel('Moment').inputValue()).toMatch(/^0:4[2-4]$/);

  await page.getByLabel('Note', { exact: true }).fill('You slow down here.');
  await page.getByRole('textbox', { name: 'Why' }).fill('The result came late, but it came.');
  await page.reload({ waitUntil: 'networkidle' });
  expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('You slow down here.');
  expect(await page.getByLabel('Moment').inputValue()).toMatch(/^0:4[2-4]$/);
  expect(await page.getByRole('textbox', { name: 'Why' }).inputValue()).toBe('The result came late, but it came.');
  await page.context().close();
});

test('the first page stands without the API', async () => {
  const alone = await startSite();
  await alone.api.close();
  const response = await fetch(alone.url);
  expect([response.status, (await response.text()).includes('Practise the')]).toEqual([200, true]);
  await alone.close();
});
