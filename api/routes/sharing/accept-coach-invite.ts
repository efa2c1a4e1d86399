import { acceptCoachInvite as accept, findCoachInvite, findGrant } from '@greenroom/database';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** Whoever has the link may accept it: it need not be the address that it was sent to. */
export const acceptCoachInvite: Handler<'acceptCoachInvite'> = async ({ database }, { caller, body, log }) => {
  const hash = hashSecret(body.token);
  const invite = await findCoachInvite(database, hash);
  if (invite?.candidateId === caller.userId) throw new ProblemError('own-invitation', 'Send it to your coach: nobody coaches oneself.');
  const id = invite && (await accept(database, hash, caller.userId));
  const grant = id && (await findGrant(database, id));
  if (!grant) throw new ProblemError('not-found', 'This invitation does not work (any more): it was used or taken back, or has expired. Ask for a new one.');
  log.info({ 'interview.id': grant.interviewId }, 'Coach accepted an invitation');
  return grant;
};
