import { downloadApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  requireSignedIn(event);
  const { body } = await downloadApi(event, 'readTranscript', { params: event.params, query: { format: 'vtt' } });
  return new Response(body, { headers: { 'content-type': 'text/vtt; charset=utf-8' } });
};
