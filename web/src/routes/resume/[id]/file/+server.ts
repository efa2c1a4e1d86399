import { downloadApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

const handedOn = ['content-type', 'content-length', 'content-disposition'] as const;

/** The file as it was uploaded. Always downloaded, never shown on this site's address: it is a stranger's format. */
export const GET: RequestHandler = async (event) => {
  requireSignedIn(event);
  const reply = await downloadApi(event, 'readResumeFile', { params: { id: event.params.id } });
  const headers = new Headers({ 'cache-control': 'private, no-store', 'content-disposition': 'attachment' });
  for (const name of handedOn) {
    const value = reply.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(reply.body, { status: reply.status, headers });
};
