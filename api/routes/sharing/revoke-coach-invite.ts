import { revokeCoachInvite as revoke } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const revokeCoachInvite: Handler<'revokeCoachInvite'> = async ({ database }, { caller, params }) => {
  if (!(await revoke(database, params.id, caller.userId))) throw new ProblemError('not-found', 'You have no such invitation: it was accepted, taken back, or has expired. See GET /api/v1/coach/grants.');
};
