import { endAllSessions, findUserById, setPasswordHash } from '@greenroom/database';
import { tellAccessEnded } from '../../access-ended.ts';
import { sendPasswordChanged } from '../../auth/letters.ts';
import { refuseWeakPassword } from '../../auth/password-rules.ts';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError, ProblemError } from '../../problems.ts';

export const changePassword: Handler<'changePassword'> = async (context, { caller, body, log }) => {
  const { database, passwords } = context;
  const account = await findUserById(database, caller.userId);
  if (account === undefined) throw new ProblemError('not-signed-in', 'This account no longer exists.');
  if (account.passwordHash === null) throw new ProblemError('no-password', 'This account has no password yet. Set one by the letter that POST /api/v1/auth/forgot-password sends.');
  refuseWeakPassword('newPassword', body.newPassword, account);
  if (!(await passwords.matches(body.currentPassword, account.passwordHash))) throw new ProblemError('wrong-credentials', 'The current password is wrong.');
  await setPasswordHash(database, account.id, await passwords.hash(body.newPassword));
  await endAllSessions(database, account.id, 'password-changed', caller.sessionId);
  await tellAccessEnded(context, { userId: caller.userId, interviewId: null }, log);
  await sendPasswordChanged(context, account).catch((error: unknown) => {
    if (!(error instanceof PartUnavailableError)) throw error;
    log.error({ error }, 'The letter about a changed password could not be sent');
  });
};
