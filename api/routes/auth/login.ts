import { findUserByEmail } from '@greenroom/database';
import { accessTokenSeconds } from '../../auth/tokens.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** An unknown e-mail takes as long and says the same as a wrong password, so that nobody learns who has an account. */
export const login: Handler<'login'> = async ({ database, passwords, tokens }, { body }) => {
  const account = await findUserByEmail(database, body.email);
  const right = await passwords.matches(body.password, account?.passwordHash);
  if (account === undefined || !right) throw new ProblemError('wrong-credentials', 'Check both and try again.');
  const accessToken = await tokens.issue({ userId: account.id, role: account.role });
  return { accessToken, expiresInSeconds: accessTokenSeconds, user: account };
};
