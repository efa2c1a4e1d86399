/** Every view, and the live room in every state, as often as there are ways to look at it: for the commands that show or tell all of them. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { removeDataDir, startServers } from '../../stack/index.ts';
import { openBrowser } from './browser.ts';
import type { LiveKit } from './fixture-api.ts';
import { enterLiveRoom } from './live-room-states.ts';
import { profilesOf, views, type View } from './pages.ts';
import { startSite } from './site.ts';
import { liveRoomStates } from './views/live.ts';
import { goTo, inParallel, watchNewPage } from './watch.ts';

export interface Look {
  colorScheme: 'light' | 'dark';
  size: 'wide' | 'narrow';
}
/** Pages at once: each waits most of the time. */
const atOnce = 4;
const sizes = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;

/** One page that cannot be shown costs its own line, not the others'. */
async function orSay(name: string, show: () => Promise<void>): Promise<void> {
  await show().catch((error: Error) => {
    console.error(`${name}: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  });
}

/** @param names of views; none: all of them. A name also means those that begin with it: `desk`, `live-room`. */
export async function lookAtViews(names: readonly string[], looks: readonly Look[], see: (page: Page, name: string, look: Look) => Promise<void>): Promise<void> {
  const wanted = (name: string) => names.length === 0 || names.some((each) => name === each || name.startsWith(`${each}-`));
  const named = liveRoomStates.map((state) => ({ state, name: `live-room-${state.name}` }));
  const chosen = views.filter(({ name }) => wanted(name));
  const rooms = named.filter(({ name }) => wanted(name));
  if (chosen.length + rooms.length === 0) throw new Error(`No view has such a name. There are ${[...views, ...named].map(({ name }) => name).join(', ')}.`);

  // Only the live room needs a server.
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-views-'));
  const servers = rooms.length === 0 ? undefined : await startServers({ dataDir, only: ['livekit'], portPolicy: 'free', throwaway: true, say: () => undefined });
  const livekit: LiveKit | undefined = servers && { url: servers.env['LIVEKIT_URL'] ?? '', apiKey: servers.env['LIVEKIT_API_KEY'] ?? '', apiSecret: servers.env['LIVEKIT_API_SECRET'] ?? '' };
  const site = await startSite(livekit);
  const browser = await openBrowser();
  try {
    for (const look of looks) {
      const profiles = await profilesOf(browser, site.url, { colorScheme: look.colorScheme, viewport: sizes[look.size], permissions: ['microphone'] });
      const show = (view: View) => orSay(view.name, async () => {
        const { page, complaints } = await watchNewPage(profiles.of(view.signedIn));
        await goTo(page, site.url, view);
        await view.act?.(page);
        await see(page, view.name, look);
        await page.close();
        for (const complaint of complaints) console.error(`${view.name}: ${complaint}`);
      });
      await inParallel(chosen, atOnce, show);
      // One after the other: all of them are the same interview.
      for (const { state, name } of livekit === undefined ? [] : rooms) {
        await orSay(name, async () => {
          const page = await profiles.of(true).newPage();
          const room = await enterLiveRoom(page, site.url, livekit as LiveKit, state);
          await room.show();
          await see(page, name, look);
          await room.end();
          await page.close();
        });
      }
      await profiles.close();
    }
  } finally {
    await browser.close();
    await site.close();
    await servers?.stop();
    await removeDataDir(dataDir);
  }
}
