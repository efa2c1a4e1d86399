/** Whether someone who holds a socket open would still be let in. */
import { sql } from 'kysely';
import type { UserRole } from '@greenroom/contracts';
import type { Database } from './connect.ts';

export interface HeldOpenBy {
  userId: string;
  role: UserRole;
  /** Undefined: no sign-in is behind it that could have ended. */
  sessionId?: string | undefined;
}

/** The account is there, not disabled, in the same role, and the session has not ended. */
export async function isStillSignedIn(db: Database, { userId, role, sessionId }: HeldOpenBy): Promise<boolean> {
  let query = db.selectFrom('users').select('users.id').where('users.id', '=', userId).where('role', '=', role).where('disabledAt', 'is', null);
  if (sessionId !== undefined) {
    query = query.where(({ exists, selectFrom }) => exists(
      selectFrom('sessions').select('sessions.id').where('sessions.id', '=', sessionId).where('sessions.userId', '=', userId).where('endedAt', 'is', null).where('expiresAt', '>', sql<Date>`now()`),
    ));
  }
  return (await query.executeTakeFirst()) !== undefined;
}
