/**
 * `npm run -w web screenshots OUTDIR [NAME…]`: every view, and the live room in every state, light and dark, wide and narrow, as PNG
 * files to be looked at. A name also means those that begin with it: `desk`, `live-room`.
 */
import { mkdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { removeDataDir, startServers } from '../../stack/index.ts';
import { openBrowser } from './browser.ts';
import type { LiveKit } from './fixture-api.ts';
import { showLiveRoom } from './live-room-states.ts';
import { profilesOf, views, type View } from './pages.ts';
import { startSite } from './site.ts';
import { liveRoomStates } from './views/live.ts';
import { goTo, inParallel, watchNewPage } from './watch.ts';

const [out, ...names] = process.argv.slice(2);
if (out === undefined) throw new Error('Say where the screenshots go: npm run -w web screenshots OUTDIR');
mkdirSync(out, { recursive: true });
const wanted = (name: string) => names.length === 0 || names.some((each) => name === each || name.startsWith(`${each}-`));
const chosen = views.filter(({ name }) => wanted(name));
const rooms = liveRoomStates.map((state) => ({ ...state, file: `live-room-${state.name}` })).filter(({ file }) => wanted(file));
if (chosen.length + rooms.length === 0) throw new Error(`No view has such a name. There are ${[...views.map(({ name }) => name), ...liveRoomStates.map(({ name }) => `live-room-${name}`)].join(', ')}.`);

/** Pages at once: each waits most of the time. */
const atOnce = 4;
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;

/** As tall as the page: what sticks to the foot of the window then stands at the foot of the picture. */
async function take(page: Page, file: string): Promise<void> {
  const { width, height } = page.viewportSize() ?? sizes.wide;
  await page.evaluate(() => document.fonts.ready);
  await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  await page.screenshot({ path: join(out as string, file), animations: 'disabled' });
}

/** One page that cannot be shown costs its own picture, not the others'. */
async function orSay(name: string, show: () => Promise<void>): Promise<void> {
  await show().catch((error: Error) => {
    console.error(`${name}: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  });
}

/** Only the live room needs one. */
const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-screenshots-'));
const servers = rooms.length === 0 ? undefined : await startServers({ dataDir, only: ['livekit'], portPolicy: 'free', throwaway: true, say: () => undefined });
const livekit: LiveKit | undefined = servers && { url: servers.env['LIVEKIT_URL'] ?? '', apiKey: servers.env['LIVEKIT_API_KEY'] ?? '', apiSecret: servers.env['LIVEKIT_API_SECRET'] ?? '' };
const site = await startSite(livekit);
const browser = await openBrowser();
try {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(sizes)) {
      const profiles = await profilesOf(browser, site.url, { colorScheme, viewport, permissions: ['microphone'] });
      const show = (view: View) => orSay(view.name, async () => {
        const { page, complaints } = await watchNewPage(profiles.of(view.signedIn));
        await goTo(page, site.url, view);
        await view.act?.(page);
        await take(page, `${view.name}-${size}-${colorScheme}.png`);
        await page.close();
        for (const complaint of complaints) console.error(`${view.name}: ${complaint}`);
      });
      await inParallel(chosen, atOnce, show);
      // One after the other: all of them are the same interview.
      for (const state of livekit === undefined ? [] : rooms) {
        await orSay(state.file, async () => {
          const page = await profiles.of(true).newPage();
          const end = await showLiveRoom(page, site.url, livekit as LiveKit, state);
          await take(page, `${state.file}-${size}-${colorScheme}.png`);
          await end();
          await page.close();
        });
      }
      await profiles.close();
    }
  }
} finally {
  await browser.close();
  await site.close();
  await servers?.stop();
  await removeDataDir(dataDir);
}
process.exit();
