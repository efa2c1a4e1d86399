import { findUserById, listProvidersOf } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const me: Handler<'me'> = async ({ database }, { caller }) => {
  const [account, providers] = await Promise.all([findUserById(database, caller.userId), listProvidersOf(database, caller.userId)]);
  if (account === undefined) throw new ProblemError('not-signed-in', 'This account no longer exists.');
  return { ...account, hasPassword: account.passwordHash !== null, providers };
};
