import * as database from '@greenroom/database';
import { endCoaching, tellAccessEnded } from '../../access-ended.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { accountGone } from './gone.ts';

export const changeAccount: Handler<'changeAccount'> = async (context, { caller, body, log }) => {
  if (body.role !== undefined && caller.role === 'admin') throw new ProblemError('not-allowed', 'An administrator keeps this role; another administrator can change it.');
  const account = (await database.changeAccount(context.database, caller.userId, body)) ?? accountGone();
  if (body.role !== undefined) {
    await tellAccessEnded(context, { userId: caller.userId, interviewId: null }, log);
    if (account.role !== 'coach') await endCoaching(context, caller.userId, log);
  }
  return account;
};
