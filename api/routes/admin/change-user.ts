import { changeUser as change } from '@greenroom/database';
import { endCoaching, tellAccessEnded } from '../../access-ended.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const changeUser: Handler<'changeUser'> = async (context, { params, body, caller, log }) => {
  if (params.id === caller.userId) throw new ProblemError('own-account', 'Another administrator can change your account.');
  const user = await change(context.database, params.id, body);
  if (user === undefined) throw new ProblemError('not-found', 'There is no account with this id.');
  log.info({ 'user.target.id': user.id, 'user.target.roles': [user.role], 'user.changes': body }, 'Account changed by an administrator');
  await tellAccessEnded(context, { userId: user.id, interviewId: null }, log);
  if (user.disabledAt !== null || user.role !== 'coach') await endCoaching(context, user.id, log);
  return user;
};
