/** Every state of the live room: accessible, and no wider than the window. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { loadSettings } from '@greenroom/settings';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser } from './browser.ts';
import type { LiveKit } from './fixture-api.ts';
import { showLiveRoom } from './live-room-states.ts';
import { signIn } from './pages.ts';
import { startSite, type Site } from './site.ts';
import { liveRoomStates } from './views/live.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let livekit: LiveKit;
let site: Site;
let browser: Browser;
beforeAll(async () => {
  const { url, apiKey, apiSecret } = loadSettings(inject('env')).livekit;
  livekit = { url, apiKey, apiSecret };
  [site, browser] = await Promise.all([startSite(livekit), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

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

  test.each(liveRoomStates)('$name: axe finds nothing, nothing scrolls sideways', async (state) => {
    const page = await context.newPage();
    const end = await showLiveRoom(page, site.url, livekit, state);
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.setViewportSize({ width: 320, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
    await end();
  });
});
