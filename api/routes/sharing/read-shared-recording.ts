import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { readyRecording } from '../../recordings/availability.ts';
import { openShare } from './open-share.ts';

/** An address given out works on after the link was revoked, so it is a short one. */
const addressMs = 15 * 60_000;

export const readSharedRecording: Handler<'readSharedRecording'> = async (context, { params }) => {
  const { share, interview } = await openShare(context, params.token, { view: false });
  if (!share.scope.includes('recording')) throw new ProblemError('not-found', 'This link does not show the recording.');
  await readyRecording(context, interview);
  return context.recordings.sign(interview.id, new Date(Math.min(share.expiresAt.getTime(), Date.now() + addressMs)));
};
