import { answerJson } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = (event) => answerJson(event, 'completeInterview', { params: event.params });
