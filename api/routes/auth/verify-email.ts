import { findOneTimeToken, findUserById, markEmailVerified, useOneTimeToken } from '@greenroom/database';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

const purpose = 'verify-email';

/**
 * Only by somebody who is signed in to the account as well: whoever reads the mail may not be who made the account, and would
 * vouch for a stranger's password. They set one of their own instead, which takes the account over (reset-password.ts).
 */
export const verifyEmail: Handler<'verifyEmail'> = async ({ database, tokens }, { body, request }) => {
  const hash = hashSecret(body.token);
  const letter = await findOneTimeToken(database, hash, purpose);
  if (letter === undefined) notValid();
  const caller = await tokens.verify(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (caller?.userId !== letter.userId) {
    throw new ProblemError('not-signed-in', 'Sign in here to the account that this letter is about, and open its link again. If it was not you who chose the password of this account, choose “Forgotten your password?” and set a new one: that confirms the address, too.', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }
  const used = await useOneTimeToken(database, hash, [purpose]);
  const account = used && (await findUserById(database, used.userId));
  if (account === undefined) notValid();
  await markEmailVerified(database, account.id);
  return { email: account.email };
};

function notValid(): never {
  throw new ProblemError('link-not-valid', 'This link was used before or is older than 24 hours. Sign in and ask for a new letter.');
}
