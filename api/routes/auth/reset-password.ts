import { endAllSessions, findUserById, markEmailVerified, setPasswordHash, useOneTimeToken } from '@greenroom/database';
import { tellAccessEnded } from '../../access-ended.ts';
import { sendPasswordChanged } from '../../auth/letters.ts';
import { refuseWeakPassword } from '../../auth/password-rules.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError, ProblemError } from '../../problems.ts';

/** Whoever opens the letter has the address: it counts as confirmed, and everyone who was signed in is out. */
export const resetPassword: Handler<'resetPassword'> = async (context, { body, log }) => {
  const { database, passwords } = context;
  // Before the link is used up: a password that is refused can be mended.
  refuseWeakPassword('password', body.password, {});
  const passwordHash = await passwords.hash(body.password);
  const used = await useOneTimeToken(database, hashSecret(body.token), ['reset-password']);
  const account = used && (await findUserById(database, used.userId));
  if (account === undefined) throw new ProblemError('link-not-valid', 'This link was used before or is older than an hour. Ask for a new letter.');
  await setPasswordHash(database, account.id, passwordHash);
  await markEmailVerified(database, account.id);
  await endAllSessions(database, account.id, 'password-changed');
  await tellAccessEnded(context, { userId: account.id, interviewId: null }, log);
  await sendPasswordChanged(context, account).catch((error: unknown) => {
    if (!(error instanceof PartUnavailableError)) throw error;
    log.error({ error }, 'The letter about a changed password could not be sent');
  });
};
