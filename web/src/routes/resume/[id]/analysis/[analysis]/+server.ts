/** How far an analysis is, for the page that waits for it. The result is read with the page. */
import { json } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const answer = await askApi(event, 'readResumeAnalysis', { params: { id: event.params.analysis } });
  if (!answer.ok) return json(answer.problem, { status: answer.problem.status });
  const { status, step, percent } = answer.reply;
  return json({ status, step, percent });
};
