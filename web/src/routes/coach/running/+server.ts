import { askApi } from '#lib/server/api.ts';
import { json } from '@sveltejs/kit';
import { runningFrom, runningQuery } from '../listed.ts';
import type { RequestHandler } from './$types';

/** What runs now, for a page that looks again every few seconds. */
export const GET: RequestHandler = async (event) => {
  const answer = await askApi(event, 'listInterviews', { query: runningQuery });
  return answer.ok ? json(runningFrom(answer.reply.items, Date.now())) : json(answer.problem, { status: answer.problem.status });
};
