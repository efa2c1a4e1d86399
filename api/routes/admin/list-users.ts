import { listUsers as list } from '@greenroom/database';
import { z } from 'zod';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** The cursor is the last id, wrapped so that nobody builds one. */
export const listUsers: Handler<'listUsers'> = async ({ database }, { query: { cursor, limit, q, role, disabled } }) => {
  const users = await list(database, { text: q, role, disabled: disabled === undefined ? undefined : disabled === 'true', after: cursor === undefined ? undefined : positionOf(cursor), limit });
  const items = users.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: users.length > limit && last !== undefined ? Buffer.from(last.id).toString('base64url') : null };
};

function positionOf(cursor: string): string {
  const id = z.uuid().safeParse(Buffer.from(cursor, 'base64url').toString());
  if (id.success) return id.data;
  throw new ProblemError('invalid-request', 'The address is not valid.', { errors: [{ path: 'cursor', message: 'expected the nextCursor of the page before' }] });
}
