import { revokeShareLink } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const revokeShare: Handler<'revokeShare'> = async ({ database }, { interview, params, log }) => {
  if (!(await revokeShareLink(database, interview.id, params.shareId))) throw new ProblemError('not-found', 'This interview has no such link.');
  log.info({ 'interview.id': interview.id }, 'Share link revoked');
};
