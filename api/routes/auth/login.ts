import { findUserByEmail, setPasswordHash } from '@greenroom/database';
import { beginSession } from '../../auth/sign-in.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** An unknown e-mail takes as long and says the same as a wrong password, so that nobody learns who has an account. */
export const login: Handler<'login'> = async (context, { body, ...exchange }) => {
  const { database, passwords } = context;
  const account = await findUserByEmail(database, body.email);
  const right = await passwords.matches(body.password, account?.passwordHash);
  if (account === undefined || !right) throw new ProblemError('wrong-credentials', 'Check both and try again.');
  const signedIn = await beginSession(context, exchange, account, 'password', body.session);
  // The cost has been raised since: only now is the password known.
  if (account.passwordHash !== null && passwords.isWeaker(account.passwordHash)) {
    await passwords.hash(body.password).then(
      (stronger) => setPasswordHash(database, account.id, stronger),
      (error: unknown) => exchange.log.info({ error }, 'A password is hashed anew with the next sign-in'),
    );
  }
  return signedIn;
};
