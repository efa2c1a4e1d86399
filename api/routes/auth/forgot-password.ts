import { findUserByEmail } from '@greenroom/database';
import { evenTime } from '../../auth/even-time.ts';
import { sendLink } from '../../auth/letters.ts';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError } from '../../problems.ts';

const evenMs = 500;

/**
 * Also for an account that has no password yet. Whatever keeps a letter from being sent is in the log only: the answer must not
 * tell who has an account.
 */
export const forgotPassword: Handler<'forgotPassword'> = async (context, { body, log }) => {
  await evenTime(evenMs, async () => {
    const account = await findUserByEmail(context.database, body.email);
    if (account === undefined || account.disabledAt !== null) return;
    try {
      if (!(await sendLink(context, account, 'reset-password'))) log.warn({ 'user.id': account.id }, 'Letters for a new password are asked for too often; none was sent');
    } catch (error) {
      if (!(error instanceof PartUnavailableError)) throw error;
      log.error({ error, 'user.id': account.id }, 'A letter for a new password could not be sent');
    }
  });
};
