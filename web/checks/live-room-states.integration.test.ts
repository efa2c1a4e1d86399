/** Every state of the live room, light and wide, dark and narrow: what has to hold of each page has to hold of it, its weight apart. */
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runAxe, violationsOf } from './axe.ts';
import type { LiveKit } from './fixture-api.ts';
import { enterLiveRoom } from './live-room-states.ts';
import { signIn } from './pages.ts';
import { policyFaults } from './policy.ts';
import { openSiteWithRooms } from './site-in-browser.ts';
import type { Site } from './site.ts';
import { liveRoomStates, ofChromium } from './views/live.ts';
import { arrival, headingFaults, otherWidths, watchNewPage, widthOf } from './watch.ts';

/** What the web calls good. The room takes the place of its announcement, and how much of it is there at first depends on the network. */
const shiftOnEntering = 0.1;

let livekit: LiveKit;
let site: Site;
let browser: Browser;
openSiteWithRooms((opened) => ({ site, browser, livekit } = opened));

describe.each([
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 390 },
] as const)('$scheme, $width px wide', ({ scheme, width }) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 844 }, permissions: ['microphone'] });
    const page = await context.newPage();
    await signIn(page, site.url);
    await page.close();
  });
  afterAll(() => context.close());

  test.each(liveRoomStates)('$name is accessible, stays with its own hosts, keeps still and fits the window', async (state) => {
    const { page, complaints, responses } = await watchNewPage(context);
    const room = await enterLiveRoom(page, site.url, livekit, state);
    const { layoutShift } = await arrival(page);
    await room.show();

    expect(complaints.filter((complaint) => !ofChromium.test(complaint) && !state.complaints?.test(complaint))).toEqual([]);
    const hosts = [site.url, livekit.url.replace(/^ws/, 'http')];
    expect(responses.map((response) => response.url()).filter((url) => !hosts.some((host) => url.startsWith(`${host}/`)))).toEqual([]);
    expect(policyFaults(responses.findLast((response) => response.request().isNavigationRequest())?.headers()['content-security-policy'])).toEqual([]);
    if (!state.moves) expect(layoutShift).toBeLessThanOrEqual(shiftOnEntering);
    expect(violationsOf(await runAxe(page))).toEqual([]);
    expect(await headingFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(width);
    for (const other of otherWidths) {
      await page.setViewportSize({ width: other, height: 844 });
      await vi.waitFor(async () => expect(await widthOf(page)).toBeLessThanOrEqual(other), { timeout: 5_000 });
    }
    await page.close();
    await room.end();
  });
});
