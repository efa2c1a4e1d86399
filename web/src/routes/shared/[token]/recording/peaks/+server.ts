import { json } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import type { RequestHandler } from './$types';
import { failShared, tokenOf } from '../../shown.ts';

export const GET: RequestHandler = async (event) => {
  const answer = await askApi(event, 'readSharedPeaks', { params: { token: tokenOf(event.params.token) } });
  if (!answer.ok) failShared(answer.problem);
  return json(answer.reply);
};
