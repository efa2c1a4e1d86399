import { endSession as end, listSessions as list } from '@greenroom/database';
import { tellAccessEnded } from '../../access-ended.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const listSessions: Handler<'listSessions'> = async ({ database }, { caller }) => {
  const sessions = await list(database, caller.userId);
  return {
    items: sessions.map(({ createdAt, rotatedAt, expiresAt, ...session }) => ({
      ...session, createdAt: createdAt.toISOString(), lastUsedAt: rotatedAt.toISOString(), expiresAt: expiresAt.toISOString(), current: session.id === caller.sessionId,
    })),
  };
};

export const endSession: Handler<'endSession'> = async (context, { caller, params, log }) => {
  if (!(await end(context.database, caller.userId, params.id, 'ended-by-owner'))) throw new ProblemError('not-found', 'There is no session of yours with this id.');
  await tellAccessEnded(context, { userId: caller.userId, interviewId: null }, log);
};
