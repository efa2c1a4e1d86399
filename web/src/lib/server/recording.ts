/** A player's requests for a recording, handed on as they are to a signed address of the API. */
import type { RequestEvent } from '@sveltejs/kit';
import { streamApi } from './api.ts';

const asked = ['range', 'if-range', 'if-none-match'] as const;
const answered = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'] as const;

/** @param url as the API gave it, relative to its origin */
export async function handOnRecording(event: RequestEvent, url: string): Promise<Response> {
  const reply = await streamApi(event, url, pick(event.request.headers, asked));
  const headers = pick(reply.headers, answered);
  headers.set('cache-control', 'private, no-cache');
  return new Response(reply.body, { status: reply.status, headers });
}

function pick(from: Headers, names: readonly string[]): Headers {
  const to = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) to.set(name, value);
  }
  return to;
}
