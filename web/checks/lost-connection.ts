/** A page whose connection to the room can be taken away: its sockets are closed, and new ones lead nowhere. */
import type { Page } from 'playwright-core';

interface Watched {
  away: boolean;
  sockets: WebSocket[];
}

/** Before the page opens any. */
export async function holdSockets(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Native = WebSocket;
    const held = globalThis as unknown as Watched;
    Object.assign(held, { away: false, sockets: [] });
    globalThis.WebSocket = class extends Native {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(held.away ? String(url).replace(/\/rtc.*/, '/nowhere') : url, protocols);
        held.sockets.push(this);
      }
    };
  });
}

export const dropSockets = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const held = globalThis as unknown as Watched;
    held.away = true;
    for (const socket of held.sockets) socket.close();
  });

/** The network is back. */
export const allowSockets = (page: Page): Promise<void> => page.evaluate(() => void Object.assign(globalThis, { away: false }));
