/** The cursor of a list of sessions: the last one's id, which says nothing to others. */
import { z } from 'zod';
import { findSessionPlace, type SessionPlace } from '@greenroom/database';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problems.ts';

export const cursorOf = (interviewId: string): string => Buffer.from(interviewId.replaceAll('-', ''), 'hex').toString('base64url');

/** @throws ProblemError `invalid-request` when it is not one that was given out, or its interview has been deleted */
export async function placeOf({ database }: Context, userId: string, cursor: string): Promise<SessionPlace> {
  const hex = Buffer.from(cursor, 'base64url').toString('hex');
  const id = z.uuid().safeParse(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'));
  const place = id.success ? await findSessionPlace(database, userId, id.data) : undefined;
  if (place !== undefined) return place;
  throw new ProblemError('invalid-request', 'The address is not valid.', { errors: [{ path: 'cursor', message: 'This is no place in your list. Begin again without a cursor.' }] });
}
