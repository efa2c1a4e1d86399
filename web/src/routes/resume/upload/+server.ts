/** A résumé that a script of the page sends, so that it can show how far it is: it goes to the API as it comes. */
import { json } from '@sveltejs/kit';
import { uploadApi } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const answer = await uploadApi(event, 'as it comes');
  return answer.ok ? json({ id: answer.reply.id }) : json(answer.problem, { status: answer.problem.status });
};
