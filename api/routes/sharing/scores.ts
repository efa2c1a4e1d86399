/** A coach's score beside the machine's. */
import { putScoreOverride, removeScoreOverride } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { existingReport } from '../../report-availability.ts';

export const overrideScore: Handler<'overrideScore'> = async (context, { interview, caller, params, body, log }) => {
  await existingReport(context, interview);
  log.info({ 'interview.id': interview.id, 'score.dimension': params.dimension }, 'A coach gave a score');
  return putScoreOverride(context.database, { interviewId: interview.id, coachId: caller.userId, dimension: params.dimension, ...body });
};

export const withdrawScore: Handler<'withdrawScore'> = async ({ database }, { interview, caller, params }) => {
  const had = await removeScoreOverride(database, { interviewId: interview.id, coachId: caller.userId, dimension: params.dimension });
  if (!had) throw new ProblemError('not-found', 'You have given no score for this.');
};
