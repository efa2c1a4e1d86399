import { changePassword as change, findUserById } from '@greenroom/database';
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
  const next = await passwords.hash(body.newPassword);
  const changed = await change(database, account.id, { known: account.passwordHash, next, goesOn: caller.sessionId });
  if (!changed) throw new ProblemError('wrong-credentials', 'The password has been changed meanwhile. Nothing was done; try again with the one that it is now.');
  await tellAccessEnded(context, { userId: caller.userId, interviewId: null }, log);
  await sendPasswordChanged(context, account).catch((error: unknown) => {
    if (!(error instanceof PartUnavailableError)) throw error;
    log.error({ error }, 'The letter about a changed password could not be sent');
  });
};
