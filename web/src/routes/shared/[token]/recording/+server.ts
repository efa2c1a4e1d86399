import { handOnRecording } from '#lib/server/recording.ts';
import type { RequestHandler } from './$types';
import { failShared, tokenOf } from '../shown.ts';
import { addressOf } from '../asked-once.ts';

export const GET: RequestHandler = async (event) => {
  const answer = await addressOf(event, tokenOf(event.params.token));
  if (!answer.ok) failShared(answer.problem);
  return handOnRecording(event, answer.reply.url);
};
