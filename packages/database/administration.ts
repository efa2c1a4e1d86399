/** What an administrator sees and changes: accounts, and which interviews run. */
import { sql } from 'kysely';
import type { ManagedUser, RunningInterview, UserRole } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { endAllSessions } from './sessions.ts';
import { storableText } from './storable-text.ts';

export interface UserQuery {
  /** A part of the name or the e-mail address. */
  text?: string | undefined;
  role?: UserRole | undefined;
  disabled?: boolean | undefined;
  /** The last one of the page before. Ids are in the order of time (UUID version 7). */
  after?: string | undefined;
  limit: number;
}

const columns = ['id', 'email', 'emailVerifiedAt', 'fullName', 'role', 'createdAt', 'disabledAt'] as const;
interface Row {
  id: string;
  email: string;
  emailVerifiedAt: Date | null;
  fullName: string;
  role: UserRole;
  createdAt: Date;
  disabledAt: Date | null;
}
const asManaged = ({ emailVerifiedAt, createdAt, disabledAt, ...row }: Row): ManagedUser => ({
  ...row, emailVerified: emailVerifiedAt !== null, createdAt: createdAt.toISOString(), disabledAt: disabledAt?.toISOString() ?? null,
});

/** Newest first. @returns one more than the page may hold when there is another page */
export async function listUsers(db: Database, { text, role, disabled, after, limit }: UserQuery): Promise<ManagedUser[]> {
  let query = db.selectFrom('users').select(columns).orderBy('id', 'desc').limit(limit + 1);
  if (text !== undefined) {
    const like = `%${storableText(text).replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where((where) => where.or([where('email', 'ilike', like), where('fullName', 'ilike', like)]));
  }
  if (role !== undefined) query = query.where('role', '=', role);
  if (disabled !== undefined) query = query.where('disabledAt', disabled ? 'is not' : 'is', null);
  if (after !== undefined) query = query.where('id', '<', after);
  return (await query.execute()).map(asManaged);
}

/** A disabled account's sessions end in the same moment. @returns undefined when there is no such account */
export async function changeUser(db: Database, id: string, { role, disabled }: { role?: UserRole | undefined; disabled?: boolean | undefined }): Promise<ManagedUser | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('users')
      .set((eb) => ({
        updatedAt: sql`now()`,
        ...(role === undefined ? {} : { role }),
        // Disabling again keeps the first date.
        ...(disabled === undefined ? {} : { disabledAt: disabled ? eb.fn.coalesce('disabledAt', sql<Date>`now()`) : null }),
      }))
      .where('id', '=', id)
      .returning(columns)
      .executeTakeFirst();
    if (row !== undefined && disabled === true) await endAllSessions(transaction, id, 'disabled');
    return row && asManaged(row);
  });
}

/** Those that run or whose report is being made, the newest first. */
export async function listRunningInterviews(db: Database): Promise<RunningInterview[]> {
  const rows = await db
    .selectFrom('interviews')
    .select(['id', 'userId', 'type', 'mode', 'status', 'clockStartedAt', 'pausedAt'])
    .where('status', 'in', ['in_progress', 'finishing'])
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ clockStartedAt, pausedAt, ...row }) => ({ ...row, startedAt: clockStartedAt?.toISOString() ?? null, pausedAt: pausedAt?.toISOString() ?? null }));
}
