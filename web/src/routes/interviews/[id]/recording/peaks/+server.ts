import { answerJson } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { RequestHandler } from './$types';

/** Every detail of the waveform, for whoever looks nearer. */
export const GET: RequestHandler = (event) => {
  requireSignedIn(event);
  return answerJson(event, 'readPeaks', { params: event.params });
};
