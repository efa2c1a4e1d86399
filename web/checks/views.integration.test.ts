/** Every view of the built site in Chromium, in front of the stand-in API, light and wide, dark and narrow: what has to hold of each page. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runAxe, violationsOf } from './axe.ts';
import { overBudget, weigh } from './budget.ts';
import { profilesOf, views } from './pages.ts';
import { policyFaults } from './policy.ts';
import { openSiteInBrowser } from './site-in-browser.ts';
import type { Site } from './site.ts';
import { arrival, goTo, headingFaults, liveShiftAllowed, otherWidths, routeOf, shiftAllowed, watchNewPage, widthOf } from './watch.ts';

let site: Site;
let browser: Browser;
openSiteInBrowser((opened) => ({ site, browser } = opened));

const titles = new Map<string, Set<string>>();

describe.each([
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 390 },
] as const)('$scheme, $width px wide', ({ scheme, width }) => {
  const settings = { colorScheme: scheme, viewport: { width, height: 900 }, permissions: ['microphone'] };
  let profiles: Awaited<ReturnType<typeof profilesOf>>;
  beforeAll(async () => {
    profiles = await profilesOf(browser, site.url, settings);
  });
  afterAll(() => profiles.close());

  // Several pages at once, in one browser: each waits most of the time.
  test.concurrent.each(views)('$name is accessible, stays with its own host, keeps still, fits the window and the budget', async (view) => {
    const { page, complaints, responses } = await watchNewPage(profiles.of(view.signedIn));
    await goTo(page, site.url, view);
    const { layoutShift } = await arrival(page);
    await view.act?.(page);

    expect(complaints).toEqual([]);
    expect(responses.map((response) => response.url()).filter((url) => !url.startsWith(`${site.url}/`))).toEqual([]);
    const loaded = responses.findLast((response) => response.request().isNavigationRequest());
    expect(policyFaults(loaded?.headers()['content-security-policy'])).toEqual([]);
    expect(layoutShift).toBeLessThanOrEqual(view.live ? liveShiftAllowed : shiftAllowed);
    expect(violationsOf(await runAxe(page))).toEqual([]);
    expect(await headingFaults(page)).toEqual([]);
    expect(await widthOf(page)).toBeLessThanOrEqual(width);
    for (const other of otherWidths) {
      await page.setViewportSize({ width: other, height: 900 });
      // What is drawn to fit is drawn again.
      await vi.waitFor(async () => expect(await widthOf(page)).toBeLessThanOrEqual(other), { timeout: 5_000 });
    }
    expect(overBudget(routeOf(view.path), await weigh(responses))).toEqual([]);
    // What is missing is called the same wherever it is missed.
    if (loaded?.status() === 200) {
      const title = await page.title();
      titles.set(title, (titles.get(title) ?? new Set()).add(routeOf(new URL(page.url()).pathname)));
    }
    await page.close();
  });
});

test('two pages have two titles', () => {
  expect(titles.size).toBeGreaterThan(25);
  expect([...titles].filter(([title, routes]) => title === '' || routes.size > 1)).toEqual([]);
});
