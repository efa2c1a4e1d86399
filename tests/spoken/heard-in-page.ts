/** What a page receives of a call: how much sound came on each of its tracks, as the browser itself counts it. */
import type { BrowserContext, Page } from 'playwright-core';

/** The sum of squares of what was heard, in the browser's unit: ordinary speech makes 0.001 in less than a second, silence never. */
export type Heard = Record<string, number>;
const audible = 0.001;

/** To be called before the context's pages are opened. */
export async function countSound(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const calls: RTCPeerConnection[] = [];
    const Native = RTCPeerConnection;
    window.RTCPeerConnection = class extends Native {
      constructor(...given: ConstructorParameters<typeof RTCPeerConnection>) {
        super(...given);
        calls.push(this);
      }
    };
    Object.assign(window, {
      heard: async () => {
        const heard: Record<string, number> = {};
        for (const call of calls.filter(({ connectionState }) => connectionState === 'connected')) {
          (await call.getStats()).forEach((report: { type: string; kind: string; trackIdentifier: string; totalAudioEnergy?: number }) => {
            if (report.type === 'inbound-rtp' && report.kind === 'audio') heard[report.trackIdentifier] = report.totalAudioEnergy ?? 0;
          });
        }
        return heard;
      },
    });
  });
}

export const heardIn = (page: Page): Promise<Heard> => page.evaluate(() => (window as unknown as { heard(): Promise<Record<string, number>> }).heard());

/** Tracks on which something was said after `before`. */
export async function voicesIn(page: Page, before: Heard = {}): Promise<string[]> {
  const now = await heardIn(page);
  return Object.keys(now).filter((track) => (now[track] ?? 0) - (before[track] ?? 0) > audible);
}
