import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A fresh key to the room: asked for on joining, after a reload, and after a lost connection. */
export const POST: RequestHandler = (event) => answerJson(event, 'startInterview', { params: event.params });
