import { callApi, streamApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

const asked = ['range', 'if-range', 'if-none-match'] as const;
const answered = ['content-type', 'content-length', 'content-range', 'accept-ranges', 'etag', 'last-modified'] as const;

/** The player's requests as they are, whole or by range, to an address that the API gives this visitor. */
export const GET: RequestHandler = async (event) => {
  requireSignedIn(event);
  const { url } = await callApi(event, 'addressRecording', { params: event.params });
  const reply = await streamApi(event, url, pick(event.request.headers, asked));
  const headers = pick(reply.headers, answered);
  headers.set('cache-control', 'private, no-cache');
  return new Response(reply.body, { status: reply.status, headers });
};

function pick(from: Headers, names: readonly string[]): Headers {
  const to = new Headers();
  for (const name of names) {
    const value = from.get(name);
    if (value !== null) to.set(name, value);
  }
  return to;
}
