import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

/** A ticket for one live socket: asked for each time that a page connects. */
export const POST: RequestHandler = (event) => answerJson(event, 'createTicket', {});
