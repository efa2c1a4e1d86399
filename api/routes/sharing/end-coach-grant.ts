import { endGrant } from '@greenroom/database';
import { cutOffCoach } from '../../access-ended.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const endCoachGrant: Handler<'endCoachGrant'> = async (context, { caller, params, log }) => {
  const ended = await endGrant(context.database, params.id, caller.userId);
  if (ended === undefined) throw new ProblemError('not-found', 'There is no such grant (any more), given or received by you.');
  await cutOffCoach(context, ended, log);
  log.info({ 'interview.id': ended.interviewId, 'event.action': ended.coachId === caller.userId ? 'by the coach' : 'by the candidate' }, 'Grant ended');
};
