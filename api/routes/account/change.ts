import * as database from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { accountGone } from './gone.ts';

export const changeAccount: Handler<'changeAccount'> = async (context, { caller, body }) => {
  if (body.role !== undefined && caller.role === 'admin') throw new ProblemError('not-allowed', 'An administrator keeps this role; another administrator can change it.');
  return (await database.changeAccount(context.database, caller.userId, body)) ?? accountGone();
};
