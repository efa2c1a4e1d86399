/** Coming in and staying in, in a real browser: the built site, the real API, and a real OpenID provider. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { startTestProvider, type TestProvider } from '../../api/auth/providers/testing.ts';
import { freePort, goodPassword, lettersTo, newPerson, someAddress, startSignInApi } from '../../api/auth/testing.ts';
import type { TestApi } from '../../api/testing.ts';
import { openBrowser } from './browser.ts';
import { tokensOf } from './pages.ts';
import { startBuiltSite, type BuiltSite } from './site.ts';

let api: TestApi;
let site: BuiltSite;
let provider: TestProvider;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  const port = await freePort();
  const apiUrl = `http://127.0.0.1:${port}`;
  provider = await startTestProvider(apiUrl);
  api = await startSignInApi(inject('env'), (settings) => ({ ...settings, auth: { ...settings.auth, apiUrl, providers: provider.clients } }), port);
  site = await startBuiltSite(apiUrl, api.settings.livekit.publicUrl);
  api.context.siteUrl = site.url;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await api.stop();
  await provider.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ userAgent: 'A browser under test' });
  page = await context.newPage();
});
afterEach(() => context.close());

const sessionsOf = (userId: string) => api.context.database.selectFrom('sessions').selectAll().where('userId', '=', userId).execute();
async function signIn(email: string, password = goodPassword): Promise<void> {
  await page.goto(`${site.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Your interviews' }).waitFor();
}

test('a sign-in lasts: many requests at once renew it once, it goes on, and signing out ends it at the API', async () => {
  const { user } = await newPerson(api);
  await signIn(user.email);
  for (let round = 1; round <= 3; round++) {
    await context.clearCookies({ name: 'greenroom_access' });
    const texts = await page.evaluate(() => Promise.all(Array.from({ length: 6 }, async () => (await fetch('/')).text())));
    expect(texts.map((text) => text.includes('Your interviews'))).toEqual(Array(6).fill(true));
    const ofSite = (await sessionsOf(user.id)).find(({ userAgent }) => userAgent === 'A browser under test');
    expect(ofSite).toMatchObject({ generation: round, endedAt: null });
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Start' }).waitFor();
  expect((await sessionsOf(user.id)).map(({ endReason }) => endReason).sort()).toEqual([null, 'signed-out'].sort());
  expect((await context.cookies()).filter(({ name }) => name !== 'greenroom_zone')).toEqual([]);
});

test('somebody makes an account and is in at once; the letter’s link confirms the address, by a button', async () => {
  const email = someAddress();
  await page.goto(`${site.url}/register`);
  await page.getByLabel('Your name').fill('Robin Vega');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill('1234567890');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('one of the passwords that are tried first').waitFor();
  await page.getByLabel('Password').fill(goodPassword);
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('heading', { name: 'Your interviews' }).waitFor();

  const [letter] = await lettersTo(api, email, 'verify-email');
  const link = letter !== undefined && 'link' in letter ? letter.link : '';
  expect(link.startsWith(`${site.url}/verify-email?token=`)).toBe(true);
  await page.goto(link);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText(`The address ${email} is confirmed.`).waitFor();
});

test('somebody changes their password and signs out elsewhere, on the page about signing in', async () => {
  const { user } = await newPerson(api);
  await signIn(user.email);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Signing in' }).click();
  await page.getByRole('heading', { name: 'Signing in', exact: true }).waitFor();
  expect(await page.getByRole('listitem').count()).toBe(2);
  await page.getByRole('button', { name: 'Sign out there' }).click();
  await expect.poll(() => page.getByRole('listitem').count()).toBe(1);

  await page.getByLabel('Current password').fill('not this one');
  await page.getByLabel('New password').fill('a brighter green room');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('The current password is wrong.').waitFor();
  await page.getByLabel('Current password').fill(goodPassword);
  await page.getByLabel('New password').fill(user.email);
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('This password is your name or your address').waitFor();
  await page.getByLabel('Current password').fill(goodPassword);
  await page.getByLabel('New password').fill('a brighter green room');
  await page.getByRole('button', { name: 'Change it' }).click();
  await page.getByText('Your password is changed').waitFor();

  await page.getByRole('button', { name: 'Send me the letter again' }).click();
  await page.getByText('The letter is on its way').waitFor();
  expect(await lettersTo(api, user.email, 'verify-email')).toHaveLength(2);
  expect((await sessionsOf(user.id)).map(({ endReason }) => endReason).sort()).toEqual(['ended-by-owner', null].sort());
});

test('a forgotten password is replaced by the letter, and the other browser is out', async () => {
  const { user } = await newPerson(api);
  await signIn(user.email);
  const elsewhere = await (await browser.newContext()).newPage();
  await elsewhere.goto(`${site.url}/forgot-password`);
  await elsewhere.getByLabel('E-mail address').fill(user.email);
  await elsewhere.getByRole('button', { name: 'Send me a letter' }).click();
  await elsewhere.getByText('a letter is on its way').waitFor();
  const [letter] = await lettersTo(api, user.email, 'reset-password');
  await elsewhere.goto(letter !== undefined && 'link' in letter ? letter.link : '');
  await elsewhere.getByLabel('New password').fill('a brighter green room');
  await elsewhere.getByRole('button', { name: 'Set the password' }).click();
  await elsewhere.getByText('Your new password is set').waitFor();
  await elsewhere.context().close();

  await context.clearCookies({ name: 'greenroom_access' });
  await page.goto(`${site.url}/interviews/new`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(user.email, 'a brighter green room');
});

test('somebody signs in with Google and comes to the page that they wanted', async () => {
  provider.accounts.set('dana-at-google', { email: someAddress(), email_verified: true, name: 'Dana Reyes' });
  await page.goto(`${site.url}/interviews/new`);
  await page.getByRole('link', { name: 'Sign in with Google' }).click();
  await page.getByPlaceholder('Enter any login').fill('dana-at-google');
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('heading', { name: 'New interview' }).waitFor();
  expect(page.url()).toBe(`${site.url}/interviews/new`);
  expect((await tokensOf(context)).map(({ name }) => name).sort()).toEqual(['greenroom_access', 'greenroom_refresh']);
  // What was kept for the way there and back is gone.
  expect((await context.cookies()).map(({ name }) => name)).not.toContain('greenroom_provider');
});

test('whoever cancels at the provider reads what that means', async () => {
  await page.goto(`${site.url}/sign-in/with/google`);
  await page.getByRole('link', { name: /Cancel/ }).click();
  await page.getByText('You did not agree at the provider').waitFor();
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
});

test('a link to the end of somebody else’s sign-in signs nobody in', async () => {
  await page.goto(`${site.url}/sign-in/finish?code=${'x'.repeat(43)}`);
  await page.getByText('begun in another browser').waitFor();
});
