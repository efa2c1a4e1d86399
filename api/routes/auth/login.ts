import type { SignedIn } from '@greenroom/contracts';
import { findUserByEmail, renewPasswordHash } from '@greenroom/database';
import { beginPasswordSession } from '../../auth/sign-in.ts';
import type { Call, Handler } from '../../operation.ts';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problems.ts';

/**
 * An unknown e-mail takes as long and says the same as a wrong password, so that nobody learns who has an account. When the hash
 * is another one after the comparison, it is compared once more: it may be a stronger one of the same password.
 */
export const login: Handler<'login'> = async (context, call) => (await attempt(context, call)) ?? (await attempt(context, call)) ?? wrong();

/** @returns undefined when the password has been changed meanwhile */
async function attempt(context: Context, { body, ...exchange }: Call<'login'>): Promise<SignedIn | undefined> {
  const { database, passwords } = context;
  const account = await findUserByEmail(database, body.email);
  const known = account?.passwordHash;
  const right = await passwords.matches(body.password, known);
  if (account === undefined || known == null || !right) wrong();
  const signedIn = await beginPasswordSession(context, exchange, account, known, body.session);
  // The cost has been raised since: only now is the password known.
  if (signedIn !== undefined && passwords.isWeaker(known)) {
    await passwords.hash(body.password).then(
      (stronger) => renewPasswordHash(database, account.id, known, stronger),
      (error: unknown) => exchange.log.info({ error }, 'A password is hashed anew with the next sign-in'),
    );
  }
  return signedIn;
}

function wrong(): never {
  throw new ProblemError('wrong-credentials', 'Check both and try again.');
}
