/** The site in Firefox: a view of every page stands without errors (the other states are looked at in Chromium), forms work, and one is heard in a real LiveKit room. */
import type { LiveEvent } from '@greenroom/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchFirefox } from '../../tests/firefox.ts';
import { ids, type LiveKit } from './fixture-api.ts';
import { fixtureInterviewer } from './fixture-interviewer.ts';
import { profilesOf, signIn, views } from './pages.ts';
import { openSiteWithRooms } from './site-in-browser.ts';
import type { Site } from './site.ts';
import { goTo, headingFaults, routeOf, watchNewPage, widthOf } from './watch.ts';

let livekit: LiveKit;
let site: Site;
let browser: Browser;
openSiteWithRooms((opened) => ({ site, browser, livekit } = opened), launchFirefox);

/** Firefox takes seconds for what Chromium does in one: each page once, as its first view shows it. */
const onePerPage = [...new Map(views.toReversed().map((view) => [routeOf(view.path), view])).values()];

describe('every page', () => {
  let profiles: Awaited<ReturnType<typeof profilesOf>>;
  beforeAll(async () => {
    profiles = await profilesOf(browser, site.url, { viewport: { width: 1280, height: 900 } });
  });
  afterAll(() => profiles.close());

  test.concurrent.each(onePerPage)('$name stands without an error, with its headings in order, and fits the window', async (view) => {
    const { page, complaints, responses } = await watchNewPage(profiles.of(view.signedIn));
    await goTo(page, site.url, view);
    await view.act?.(page);
    expect(complaints).toEqual([]);
    // Firefox also tells of sockets; the live one is at the API's own address.
    expect(responses.map((response) => response.url()).filter((url) => !url.startsWith(`${site.url}/`) && !url.endsWith('/api/v1/live'))).toEqual([]);
    expect(await headingFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(1280);
    await page.setViewportSize({ width: 320, height: 900 });
    // What is drawn to fit is drawn again.
    await vi.waitFor(async () => expect(await widthOf(page)).toBeLessThanOrEqual(320), { timeout: 5_000 });
    await page.close();
  });
});

test('forms work: an interview is planned, and leads to its green room, where the microphone is tried', async () => {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, site.url);
  await page.goto(`${site.url}/interviews/new`, { waitUntil: 'networkidle' });
  await page.getByLabel('Role', { exact: true }).fill('Data engineer');
  await page.getByRole('button', { name: 'Prepare the interview' }).click();
  await page.getByRole('button', { name: 'Try the microphone' }).click();
  await page.getByLabel('Microphone', { exact: true }).waitFor();
  expect(page.url()).toContain(`/interviews/${ids.pending}`);
  await page.context().close();
});

test('from the green room one comes into the live room, is heard there, and hears and reads the interviewer', async () => {
  const { page, complaints } = await watchNewPage(await browser.newContext());
  await signIn(page, site.url);
  const interviewer = await fixtureInterviewer(livekit, ids.pending);
  try {
    await page.goto(`${site.url}/interviews/${ids.pending}`, { waitUntil: 'networkidle' });
    await page.getByLabel(/I agree/).check();
    await page.getByRole('button', { name: 'Go in' }).click();
    await page.getByTestId('state').waitFor();
    await expect.poll(() => interviewer.heardSeconds, { timeout: 20_000 }).toBeGreaterThan(0);
    await interviewer.send({ type: 'agent:state', at: 60, state: 'speaking' });
    const spoken = ['Tell', 'me', 'about', 'a', 'disagreement.'].map((text, i) => ({ text, start: i, end: i + 1, estimated: true }));
    await interviewer.send({ type: 'words', at: 61, seq: 3, speaker: 'interviewer', from: 0, words: spoken, marks: [], final: false } satisfies LiveEvent);
    await expect.poll(() => page.getByTestId('state').innerText(), { timeout: 15_000 }).toBe('Speaking');
    await page.getByText('Tell me about a disagreement.').waitFor();
    // Its voice comes out of the page. Whether the ring breathes with it needs a sound device here, which a server has not.
    const speaking = interviewer.speak(3);
    await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('audio')].some(({ srcObject, paused, currentTime }) => srcObject !== null && !paused && currentTime > 0)), { timeout: 10_000 }).toBe(true);
    await speaking;
    expect(complaints).toEqual([]);
  } finally {
    await interviewer.closeRoom();
    site.api.setStatus(ids.pending, 'pending');
    await page.context().close();
  }
});
