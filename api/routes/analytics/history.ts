import { listPracticeSessions } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { cursorOf, placeOf } from './session-cursor.ts';

export const readHistory: Handler<'readHistory'> = async (context, { caller, query }) => {
  const { type, cursor, limit } = query;
  const before = cursor === undefined ? undefined : await placeOf(context, caller.userId, cursor);
  const found = await listPracticeSessions(context.database, caller.userId, { type, before, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last === undefined || found.length <= limit ? null : cursorOf(last.interviewId) };
};
