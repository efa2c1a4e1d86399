import { findUserById, markEmailVerified, useOneTimeToken } from '@greenroom/database';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const verifyEmail: Handler<'verifyEmail'> = async ({ database }, { body }) => {
  const used = await useOneTimeToken(database, hashSecret(body.token), ['verify-email']);
  const account = used && (await findUserById(database, used.userId));
  if (account === undefined) throw new ProblemError('link-not-valid', 'This link was used before or is older than 24 hours. Sign in and ask for a new letter.');
  await markEmailVerified(database, account.id);
  return { email: account.email };
};
