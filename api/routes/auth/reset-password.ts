import { resetPassword as reset } from '@greenroom/database';
import { cutOffCoach, tellAccessEnded } from '../../access-ended.ts';
import { sendPasswordChanged } from '../../auth/letters.ts';
import { refuseWeakPassword } from '../../auth/password-rules.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError, ProblemError } from '../../problems.ts';

/**
 * Whoever opens the letter has the address: it counts as confirmed, and everyone who was signed in is out. If nobody had confirmed
 * it before, the coaches, invitations and links of the account are gone too: somebody else may have made it in wait for them.
 */
export const resetPassword: Handler<'resetPassword'> = async (context, { body, log }) => {
  const { database, passwords } = context;
  // Before the link is used up: a password that is refused can be mended.
  refuseWeakPassword('password', body.password, {});
  const passwordHash = await passwords.hash(body.password);
  const done = await reset(database, hashSecret(body.token), passwordHash);
  if (done === undefined) throw new ProblemError('link-not-valid', 'This link was used before or is older than an hour. Ask for a new letter.');
  const { account, formerCoachIds } = done;
  await tellAccessEnded(context, { userId: account.id, interviewId: null }, log);
  for (const coachId of formerCoachIds) await cutOffCoach(context, { candidateId: account.id, coachId }, log);
  await sendPasswordChanged(context, account).catch((error: unknown) => {
    if (!(error instanceof PartUnavailableError)) throw error;
    log.error({ error }, 'The letter about a changed password could not be sent');
  });
};
