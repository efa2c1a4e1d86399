import { json } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import { readSoFar } from '../so-far.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const answer = await askApi(event, 'readInterview', { params: event.params });
  if (!answer.ok) return json(answer.problem, { status: answer.problem.status });
  const { clockNow, soFar } = await readSoFar(event, answer.reply.interview);
  return json({ clockNow, soFar });
};
