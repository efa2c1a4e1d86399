import { may } from '@greenroom/contracts';
import { listInterviews as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { asCursor, fromCursor } from './list-cursor.ts';

export const listInterviews: Handler<'listInterviews'> = async ({ database }, { caller, query }) => {
  const { whose, type, status, again, from, to, q, cursor, limit } = query;
  if (whose === 'granted' && !may(caller.role, 'granted', 'interview:read')) throw new ProblemError('not-allowed', 'Only coaches are let into other people’s interviews.');
  const { items, next } = await list(database, {
    userId: caller.userId,
    whose,
    type,
    status,
    again,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    words: q,
    after: cursor === undefined ? undefined : fromCursor(cursor),
    limit,
  });
  return { items, nextCursor: next === undefined ? null : asCursor(next) };
};
