import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A key to the room for a coach: unseen to listen, or with a microphone to whisper and to lead. */
export const POST: RequestHandler = async (event) => {
  const asked: unknown = await event.request.json().catch(() => undefined);
  const speak = asked instanceof Object && 'mode' in asked && asked.mode === 'speak';
  return answerJson(event, 'joinInterview', { params: event.params, body: { mode: speak ? 'speak' : 'listen' } });
};
