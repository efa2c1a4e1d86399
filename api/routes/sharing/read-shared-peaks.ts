import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { readyPeaks } from '../../recordings/availability.ts';
import { openShare } from './open-share.ts';

export const readSharedPeaks: Handler<'readSharedPeaks'> = async (context, { params }) => {
  const { share, interview } = await openShare(context, params.token, { view: false });
  if (!share.scope.includes('recording')) throw new ProblemError('not-found', 'This link does not show the recording.');
  return readyPeaks(context, interview);
};
