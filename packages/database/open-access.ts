/** Whether someone who holds a socket open would still be let in. */
import { sql } from 'kysely';
import type { UserRole } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { SignInEndedError } from './errors.ts';

export interface HeldOpenBy {
  userId: string;
  role: UserRole;
  /** Undefined: no sign-in is behind it that could have ended. */
  sessionId?: string | undefined;
}

/** The account is there, not disabled, in the same role, and the session has not ended. */
export async function isStillSignedIn(db: Database, { role, ...by }: HeldOpenBy): Promise<boolean> {
  return (await signedIn(db, by).where('role', '=', role).executeTakeFirst()) !== undefined;
}

/**
 * For what outlives an access token (an invitation, a link): the sign-in behind the token must not have ended. The account's row
 * is held until the transaction ends, so that whoever takes the account back by a new password finds what was made.
 * @throws SignInEndedError
 */
export async function holdSignIn(transaction: Pick<Database, 'selectFrom'>, by: Omit<HeldOpenBy, 'role'>): Promise<void> {
  await transaction.selectFrom('users').select('id').where('id', '=', by.userId).forShare().execute();
  // A statement of its own: it sees what the one before has waited for.
  if ((await signedIn(transaction, by).executeTakeFirst()) === undefined) throw new SignInEndedError('This sign-in has ended.');
}

function signedIn(db: Pick<Database, 'selectFrom'>, { userId, sessionId }: Omit<HeldOpenBy, 'role'>) {
  let query = db.selectFrom('users').select('users.id').where('users.id', '=', userId).where('disabledAt', 'is', null);
  if (sessionId !== undefined) {
    query = query.where(({ exists, selectFrom }) => exists(
      selectFrom('sessions').select('sessions.id').where('sessions.id', '=', sessionId).where('sessions.userId', '=', userId).where('endedAt', 'is', null).where('expiresAt', '>', sql<Date>`now()`),
    ));
  }
  return query;
}
