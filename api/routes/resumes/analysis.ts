import { findResumeAnalysis } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const readResumeAnalysis: Handler<'readResumeAnalysis'> = async ({ database }, { caller, params }) => {
  const analysis = await findResumeAnalysis(database, caller.userId, params.id);
  if (analysis === undefined) throw new ProblemError('not-found', 'You have no analysis with this id.');
  return analysis;
};
