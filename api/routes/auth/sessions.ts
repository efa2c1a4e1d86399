import { endSession as end, listSessions as list } from '@greenroom/database';
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

export const endSession: Handler<'endSession'> = async ({ database }, { caller, params }) => {
  if (!(await end(database, caller.userId, params.id, 'ended-by-owner'))) throw new ProblemError('not-found', 'There is no session of yours with this id.');
};
