import { z } from 'zod';
import type { ListPosition } from '@greenroom/database';
import { ProblemError } from '../../problems.ts';

const Position = z.tuple([z.number().int().min(0).max(Number.MAX_SAFE_INTEGER), z.uuid()]);

/** Opaque to clients, so that what it holds may change. */
export const asCursor = ({ createdAt, id }: ListPosition): string => Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');

/** @throws ProblemError when it is none of ours */
export function fromCursor(cursor: string): ListPosition {
  const parsed = Position.safeParse(json(Buffer.from(cursor, 'base64url').toString()));
  if (parsed.success) return { createdAt: parsed.data[0], id: parsed.data[1] };
  throw new ProblemError('invalid-request', 'The address is not valid.', { errors: [{ path: 'cursor', message: 'Send back nextCursor as it came, or leave it out to begin anew.' }] });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
