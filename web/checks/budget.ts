/** What a page's JavaScript weighs, gzipped, as a browser loads it. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';

/** Gzipped bytes of JavaScript that a page may load, in all. */
export const budgetBytes = 130_000;
/** These hold the live room, which loads LiveKit when somebody goes in, and not before; nothing else may. */
export const routesWithRoom: readonly string[] = ['/interviews/[id]', '/coach/interviews/[id]'];
/** What the live room adds then. It is no target: more than this means that something came in by mistake. */
export const roomBytes = 320_000;

export interface Weight {
  /** What the page's HTML names: entry, layouts, page, and everything that these import. */
  first: number;
  /** What the page fetches later. */
  later: number;
  /** Whether LiveKit is part of what came later. */
  room: boolean;
}

const known = new Map<string, { bytes: number; livekit: boolean }>();

/** @param responses everything that the page loaded, and perhaps the pages before it. */
export async function weigh(responses: readonly Response[]): Promise<Weight> {
  // What a page before this one loaded is gone from the browser, and was another page's.
  const document = responses.findLastIndex((response) => response.request().isNavigationRequest());
  const html = (await responses[document]?.text()) ?? '';
  const scripts = responses.slice(document).filter((response) => response.ok() && response.headers()['content-type']?.includes('javascript'));
  const weight: Weight = { first: 0, later: 0, room: false };
  for (const [url, script] of new Map(scripts.map((each) => [each.url(), each]))) {
    const { bytes, livekit } = known.get(url) ?? measure(await script.text());
    known.set(url, { bytes, livekit });
    if (html.includes(new URL(url).pathname.replace(/^.*\/_app\//, '_app/'))) weight.first += bytes;
    else weight.later += bytes;
    weight.room ||= livekit;
  }
  return weight;
}

const measure = (text: string) => ({ bytes: gzipSync(text).length, livekit: text.includes('SignalClient') });

/** @returns nothing, or what is too heavy. */
export function overBudget(route: string, { first, later, room }: Weight): string[] {
  if (!room) return first + later > budgetBytes ? [`${route}: ${first + later} bytes of JavaScript, ${budgetBytes} are allowed`] : [];
  return [
    ...(routesWithRoom.includes(route) ? [] : [`${route}: loads LiveKit, which only ${routesWithRoom.join(' and ')} may`]),
    ...(first > budgetBytes ? [`${route}: ${first} bytes of JavaScript before the live room, ${budgetBytes} are allowed`] : []),
    ...(later > roomBytes ? [`${route}: ${later} bytes of JavaScript for the live room, which had fewer than ${roomBytes}`] : []),
  ];
}
