import { json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';
import { failShared, tokenOf } from '../../shown.ts';
import { peaksOf } from '../../asked-once.ts';

export const GET: RequestHandler = async (event) => {
  const answer = await peaksOf(event, tokenOf(event.params.token));
  if (!answer.ok) failShared(answer.problem);
  return json(answer.reply);
};
