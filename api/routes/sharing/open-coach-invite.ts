import { describeCoachInvite } from '@greenroom/database';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** For anybody who is signed in and has the link: a candidate reads here that it takes a coach to accept. */
export const openCoachInvite: Handler<'openCoachInvite'> = async ({ database }, { caller, body }) => {
  const invite = await describeCoachInvite(database, hashSecret(body.token));
  if (invite === undefined) throw new ProblemError('not-found', 'This invitation does not work (any more): it was used or taken back, or has expired. Ask for a new one.');
  const { candidateId, candidateName, interview, expiresAt } = invite;
  return { candidateName, interview, expiresAt: expiresAt.toISOString(), own: candidateId === caller.userId };
};
