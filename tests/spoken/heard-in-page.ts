/** What a page receives of a call: how much sound came on each of its tracks, as the browser itself counts it. */
import type { BrowserContext, Page } from 'playwright-core';

/** The sum of squares of what was heard, in the browser's unit: ordinary speech makes 0.001 in less than a second, silence never. */
export type Heard = Record<string, number>;
const audible = 0.001;

/** As text: it is the page's own script, and these tests know no page. */
const counting = `
  const calls = [];
  const Native = RTCPeerConnection;
  window.RTCPeerConnection = class extends Native {
    constructor(...given) {
      super(...given);
      calls.push(this);
    }
  };
  window.heard = async () => {
    const heard = {};
    for (const call of calls.filter(({ connectionState }) => connectionState === 'connected')) {
      (await call.getStats()).forEach(({ type, kind, trackIdentifier, totalAudioEnergy = 0 }) => {
        if (type === 'inbound-rtp' && kind === 'audio') heard[trackIdentifier] = totalAudioEnergy;
      });
    }
    return heard;
  };`;

/** To be called before the context's pages are opened. */
export async function countSound(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: `{${counting}}` });
}

export const heardIn = (page: Page): Promise<Heard> => page.evaluate<Heard>('heard()');

/** Tracks on which something was said after `before`. */
export async function voicesIn(page: Page, before: Heard = {}): Promise<string[]> {
  const now = await heardIn(page);
  return Object.keys(now).filter((track) => (now[track] ?? 0) - (before[track] ?? 0) > audible);
}
