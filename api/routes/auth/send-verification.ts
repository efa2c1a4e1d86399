import { findUserById } from '@greenroom/database';
import { sendLink } from '../../auth/letters.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const sendVerification: Handler<'sendVerification'> = async (context, { caller }) => {
  const account = await findUserById(context.database, caller.userId);
  if (account === undefined) throw new ProblemError('not-signed-in', 'This account no longer exists.');
  if (!account.emailVerified && !(await sendLink(context, account, 'verify-email'))) {
    throw new ProblemError('enough-letters', 'Several letters have gone to this address within the last hour. Look among unwanted mail, or try again later.', { headers: { 'retry-after': '3600' } });
  }
  return { emailVerified: account.emailVerified };
};
