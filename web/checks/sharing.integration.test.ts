/** Links and coaches, in real browsers: the built site in front of the real API, one profile for each person. */
import { saveReport, saveTurn, setInterviewStatus, startInterview, upsertRecording } from '@greenroom/database';
import { exampleReport, exampleTurn } from '@greenroom/database/example-rows';
import { keys } from '@greenroom/files';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { goodPassword, newPerson, someAddress, startSignInApi } from '../../api/auth/testing.ts';
import type { TestApi } from '../../api/testing.ts';
import { openBrowser } from './browser.ts';
import { signIn } from './pages.ts';
import { startBuiltSite, type BuiltSite } from './site.ts';

let api: TestApi;
let site: BuiltSite;
let browser: Browser;
const profiles: BrowserContext[] = [];
beforeAll(async () => {
  api = await startSignInApi(inject('env'), (settings) => settings);
  site = await startBuiltSite(new URL(api.url).origin, api.settings.livekit.publicUrl);
  api.context.siteUrl = site.url;
  browser = await openBrowser();
});
afterEach(async () => {
  await Promise.all(profiles.splice(0).map((profile) => profile.close()));
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await api.stop();
});

async function fresh(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const profile = await browser.newContext(options);
  profiles.push(profile);
  return profile.newPage();
}

/** A candidate with one finished interview, on the site. */
async function candidate(): Promise<{ page: Page; id: string; accessToken: string }> {
  const { user, accessToken } = await newPerson(api);
  const { id } = await api.plan(accessToken, { role: 'Data engineer' });
  const { database, files } = api.context;
  await startInterview(database, id, Date.now());
  await saveTurn(database, exampleTurn(id, 1));
  await saveReport(database, exampleReport(id));
  await files.put(keys.recording(id), Buffer.from('not really a sound'), 'audio/ogg');
  await upsertRecording(database, { interviewId: id, status: 'ready', contentType: 'audio/ogg; codecs=opus', durationSeconds: 12, offsetSeconds: 0.5, sizeBytes: 18, segments: 1 });
  await setInterviewStatus(database, id, ['in_progress', 'finishing'], 'completed');
  const page = await fresh();
  await signIn(page, site.url, { email: user.email, password: goodPassword });
  return { page, id, accessToken };
}

/** The link stands on another site, as in a web mail program: the browser comes without its strict cookies. */
async function followFromElsewhere(page: Page, link: string): Promise<void> {
  await page.route('https://elsewhere.example/**', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><a href="${link}">Look</a>` }));
  await page.goto('https://elsewhere.example/letter');
  await page.getByRole('link', { name: 'Look' }).click();
}

const nothing = 'This link shows nothing (any more). Ask whoever sent it for a new one.';
const text = (page: Page) => page.locator('main').innerText();

test('a candidate makes a link, a stranger reads what it shows, and after it is taken back one plain sentence', async () => {
  const { page, id } = await candidate();
  await page.goto(`${site.url}/interviews/${id}/report`);
  await page.getByLabel('Recording', { exact: true }).check();
  await page.getByLabel('It works for').selectOption('One day');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Your link').inputValue();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  expect(link).toMatch(new RegExp(`^${site.url}/shared/[\\w-]{43}$`));

  const stranger = await fresh();
  const asked: string[] = [];
  stranger.on('request', (request) => asked.push(`${request.url()} ${request.headers()['referer'] ?? ''}`));
  const response = await stranger.goto(link, { waitUntil: 'networkidle' });
  expect(response?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow, noarchive', 'cache-control': 'private, no-store' });
  await stranger.getByText('You answered one question.').waitFor();
  const shown = await text(stranger);
  for (const words of ['Dana Reyes', 'the report and the recording', 'This link works until']) expect(shown).toContain(words);
  expect(shown).not.toContain('What was said');
  expect(await stranger.getByRole('button', { name: /note|link|score/ }).count()).toBe(0);
  expect(asked.filter((line) => / .*shared/.test(line))).toEqual([]);
  const sound = await stranger.request.get(`${link}/recording`, { headers: { range: 'bytes=0-2' } });
  expect([sound.status(), await sound.text()]).toEqual([206, 'not']);

  await page.reload();
  await page.getByText(/opened 1 time, last/).waitFor();
  await page.getByRole('button', { name: /Take back the link/ }).click();
  await page.getByText(/taken back \d/).waitFor();
  expect((await stranger.goto(link))?.status()).toBe(404);
  const over = await text(stranger);
  expect(over).toContain(nothing);
  for (const wrong of ['A'.repeat(43), 'x', '%00', 'y'.repeat(200)]) {
    expect((await stranger.goto(`${site.url}/shared/${wrong}`))?.status()).toBe(404);
    expect(await text(stranger)).toBe(over);
  }
});

test('each part is on the page only when the link names it, without scripts as well', async () => {
  const { page, id } = await candidate();
  await page.goto(`${site.url}/interviews/${id}/report`);
  await page.getByLabel('Report, with scores and quotes').uncheck();
  await page.getByLabel('Transcript', { exact: true }).check();
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByLabel('Your link').inputValue();
  const stranger = await fresh({ javaScriptEnabled: false });
  await stranger.goto(link);
  expect(await text(stranger)).toContain('Um, we shipped it.');
  expect(await text(stranger)).not.toContain('You answered one question.');
  expect(await stranger.locator('audio').count()).toBe(0);
  expect((await stranger.request.get(`${link}/recording`)).status()).toBe(404);
});

test('a coach comes by the invitation’s link, accepts, reads, scores and notes; the candidate sees it; then it is ended', async () => {
  const { page: dana, id } = await candidate();
  await dana.goto(`${site.url}/settings/coaches?interview=${id}`);
  await dana.getByRole('button', { name: 'Make the invitation' }).click();
  const link = await dana.getByLabel('Link of the invitation').inputValue();
  const token = link.split('#')[1] ?? '';

  // Somebody who has no account yet.
  const cal = await fresh();
  const seen: string[] = [];
  cal.on('request', (request) => seen.push(request.url()));
  await followFromElsewhere(cal, link);
  await cal.getByText('Nothing is accepted by that').waitFor();
  expect(seen.filter((url) => url.split('#')[0]?.includes(token))).toEqual([]);
  expect(cal.url()).toBe(`${site.url}/coach/accept`);
  expect(await cal.evaluate(() => document.cookie + JSON.stringify({ ...localStorage, ...sessionStorage }) + document.documentElement.outerHTML)).not.toContain(token);
  await cal.getByRole('link', { name: 'Make an account' }).click();
  await cal.getByLabel('Your name').fill('Cal Vega');
  await cal.getByLabel('E-mail address').fill(someAddress());
  await cal.getByLabel('Password').fill(goodPassword);
  await cal.getByLabel('Practise for interviews').check();
  await cal.getByRole('button', { name: 'Make the account' }).click();

  // As a candidate first: the page says how to become a coach.
  await cal.getByText('only a coach can accept').waitFor();
  expect(await cal.getByRole('button', { name: 'Accept' }).count()).toBe(0);
  await cal.getByRole('link', { name: 'Open the settings' }).click();
  await cal.getByLabel('Coach people who practise').check();
  await cal.getByRole('button', { name: 'Save what I do here' }).click();
  await cal.getByRole('link', { name: 'go back to it' }).click();
  await cal.getByText('invites you as a coach').waitFor();
  expect(await text(cal)).toMatch(/Dana Reyes.*one interview: Data engineer/s);
  await cal.getByRole('button', { name: 'Accept' }).click();
  await cal.getByText('You are a coach of Dana Reyes now, for one interview.').waitFor();
  await cal.getByRole('link', { name: 'Coaching' }).waitFor();

  await cal.getByRole('link', { name: 'Dana Reyes: Data engineer' }).click();
  await cal.getByText('An interview of Dana Reyes').waitFor();
  await cal.getByLabel('Score for').selectOption('Content');
  await cal.getByLabel('Your score').fill('74');
  await cal.getByLabel('Why').fill('The result came late, but it came.');
  await cal.getByRole('button', { name: 'Save my score' }).click();
  await cal.getByText('Content: 74 of 100').waitFor();
  for (const [note, who] of [['For my own memory.', 'Only me'], ['Breathe before the number.', 'The candidate and their coaches']] as const) {
    await cal.getByLabel('Moment').fill('0:11');
    await cal.getByLabel('Note', { exact: true }).fill(note);
    await cal.getByLabel(who).check();
    await cal.getByRole('button', { name: 'Add the note' }).click();
    await cal.getByRole('paragraph').filter({ hasText: note }).waitFor();
  }

  await dana.goto(`${site.url}/interviews/${id}/report`);
  const read = await text(dana);
  for (const words of ['Cal Vega: 74 of 100', 'The result came late, but it came.', 'Breathe before the number.']) expect(read).toContain(words);
  expect(read).not.toContain('For my own memory.');
  expect(await dana.getByRole('button', { name: 'Save my score' }).count()).toBe(0);

  await dana.goto(`${site.url}/settings/coaches`);
  await dana.getByRole('button', { name: /End it with Cal Vega/ }).click();
  await dana.getByText('Nobody.').waitFor();
  expect((await cal.reload())?.status()).toBe(404);
  expect(await text(cal)).not.toContain('You answered one question.');
  await cal.goto(`${site.url}/coach`);
  await cal.getByText('Nobody has let you in yet').waitFor();

  // Used once, the link is over.
  await cal.goto(link);
  await cal.getByText('This invitation does not work (any more)').waitFor();
});

test('a coach ends a grant, and a candidate takes an invitation back', async () => {
  const { page: dana, accessToken: danasToken } = await candidate();
  const invite = async () => {
    await dana.goto(`${site.url}/settings/coaches`);
    await dana.getByRole('button', { name: 'Make the invitation' }).click();
    return dana.getByLabel('Link of the invitation').inputValue();
  };
  const link = await invite();
  const { user, accessToken } = await newPerson(api);
  expect((await api.call('PATCH', '/account', { token: accessToken, body: { role: 'coach' } })).status).toBe(200);
  const cal = await fresh();
  await signIn(cal, site.url, { email: user.email, password: goodPassword });
  await followFromElsewhere(cal, link);
  await cal.getByText('all of their interviews, also those to come').waitFor();
  await cal.getByRole('button', { name: 'Accept' }).click();
  await cal.getByText('You are a coach of Dana Reyes now.').waitFor();
  // What has not been held yet is listed; its green room is the candidate's, and the coach's place is the desk.
  const { id } = await api.plan(danasToken, { role: 'Platform engineer' });
  for (const path of ['', '/report']) {
    await cal.goto(`${site.url}/interviews/${id}${path}`);
    expect(cal.url()).toBe(`${site.url}/coach/interviews/${id}`);
  }
  await cal.goto(`${site.url}/coach`);
  await cal.getByText('Dana Reyes: Platform engineer').waitFor();
  await cal.getByRole('button', { name: /End it: coaching Dana Reyes/ }).click();
  await cal.getByText('Nobody has let you in yet').waitFor();

  const second = await invite();
  await dana.getByRole('button', { name: /Take back the invitation/ }).click();
  await expect.poll(() => dana.getByRole('button', { name: /Take back the invitation/ }).count()).toBe(0);
  await cal.goto(second);
  await cal.getByText('This invitation does not work (any more)').waitFor();
});

test('without scripts, an invitation is pasted and accepted, and a score is given', async () => {
  const { accessToken, id } = await candidate();
  const { token } = (await api.call('POST', '/coach/invites', { token: accessToken, body: {} })).body as { token: string };
  const { user, accessToken: calsToken } = await newPerson(api);
  await api.call('PATCH', '/account', { token: calsToken, body: { role: 'coach' } });
  const cal = await fresh({ javaScriptEnabled: false });
  await cal.goto(`${site.url}/coach/accept#${token}`);
  await cal.getByLabel('Link of the invitation').fill('not a link');
  await cal.getByRole('button', { name: 'Open' }).click();
  await cal.getByText('This is not the link of an invitation').waitFor();
  await cal.getByLabel('Link of the invitation').fill(`${site.url}/coach/accept#${token}`);
  await cal.getByRole('button', { name: 'Open' }).click();
  await cal.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
  await cal.getByLabel('E-mail address').fill(user.email);
  await cal.getByLabel('Password').fill(goodPassword);
  await cal.getByRole('button', { name: 'Sign in' }).click();
  await cal.getByRole('button', { name: 'Accept' }).click();
  await cal.getByText('You are a coach of Dana Reyes now.').waitFor();
  await cal.goto(`${site.url}/interviews/${id}/report`);
  await cal.getByLabel('Your score').fill('0');
  await cal.getByLabel('Why').fill('Nothing was answered here.');
  await cal.getByRole('button', { name: 'Save my score' }).click();
  await cal.getByText('Overall: 0 of 100').waitFor();
});
