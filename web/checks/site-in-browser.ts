/** The built site in front of the stand-in API, and a browser: open from before a file's first test until after its last. */
import { loadSettings } from '@greenroom/settings';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { openBrowser } from './browser.ts';
import type { LiveKit } from './fixture-api.ts';
import { startSite, type Site } from './site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Given by tests/servers.ts: where the real servers are. */
    env: Record<string, string>;
  }
}

interface Opened {
  site: Site;
  browser: Browser;
}

/** @param take is handed both before the first test */
export function openSiteInBrowser(take: (opened: Opened) => void): void {
  openBoth(() => undefined, openBrowser, take);
}

/** With the real LiveKit server, in which the site's rooms are then. */
export function openSiteWithRooms(take: (opened: Opened & { livekit: LiveKit }) => void, launch: () => Promise<Browser> = openBrowser): void {
  openBoth(realLiveKit, launch, ({ site, browser }) => take({ site, browser, livekit: realLiveKit() }));
}

function realLiveKit(): LiveKit {
  const { url, apiKey, apiSecret } = loadSettings(inject('env')).livekit;
  return { url, apiKey, apiSecret };
}

function openBoth(livekit: () => LiveKit | undefined, launch: () => Promise<Browser>, take: (opened: Opened) => void): void {
  let opened: Opened;
  beforeAll(async () => {
    const [site, browser] = await Promise.all([startSite(livekit()), launch()]);
    opened = { site, browser };
    take(opened);
  });
  afterAll(async () => {
    await opened.browser.close();
    await opened.site.close();
  });
}
