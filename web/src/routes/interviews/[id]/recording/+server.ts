import { callApi } from '#lib/server/api.ts';
import { handOnRecording } from '#lib/server/recording.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** The player's requests as they are, whole or by range, to an address that the API gives this visitor. */
export const GET: RequestHandler = async (event) => {
  requireSignedIn(event);
  const { url } = await callApi(event, 'addressRecording', { params: event.params });
  return handOnRecording(event, url);
};
