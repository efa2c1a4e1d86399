/** The end of an account. Each step can be repeated. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** When its deletion is due; null when none is planned, or there is no such account. */
export async function plannedDeletion(db: Database, userId: string): Promise<Date | null> {
  const row = await db.selectFrom('users').select('deletionPlannedAt').where('id', '=', userId).executeTakeFirst();
  return row?.deletionPlannedAt ?? null;
}

/**
 * From here on there is no way back: nobody can sign in any more, and every session has ended.
 * @returns false when it is not due (it was restored meanwhile), or the account is gone
 */
export async function closeAccount(db: Database, userId: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set((eb) => ({ disabledAt: eb.fn.coalesce('disabledAt', sql<Date>`now()`), updatedAt: sql`now()` }))
      .where('id', '=', userId)
      .where('deletionPlannedAt', '<=', sql<Date>`now()`)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await transaction.updateTable('sessions').set({ endedAt: sql<Date>`now()`, endReason: 'disabled' }).where('userId', '=', userId).where('endedAt', 'is', null).execute();
    return true;
  });
}

/** Its interviews that are held or finished now. */
export async function runningInterviewIds(db: Database, userId: string): Promise<string[]> {
  const rows = await db.selectFrom('interviews').select('id').where('userId', '=', userId).where('status', 'in', ['in_progress', 'finishing']).execute();
  return rows.map(({ id }) => id);
}

/**
 * The account with every row that belongs to it, letters to it that have not left, and the keys of those that have.
 * @param interviewIds which letters may be about @returns whether it was there
 */
export async function deleteAccountRows(db: Database, userId: string, interviewIds: readonly string[]): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction.deleteFrom('users').where('id', '=', userId).returning('email').executeTakeFirst();
    const about = [userId, ...interviewIds];
    await transaction
      .deleteFrom('letters')
      .where((eb) => eb.or([
        ...(row === undefined ? [] : [eb('toEmail', '=', row.email)]),
        sql<boolean>`substring(key from '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}') = any(${about})`,
      ]))
      .execute();
    return row !== undefined;
  });
}

/** Accounts whose day has come and that are still here, the longest overdue first: their workflow was lost. */
export async function overdueDeletions(db: Database, dueBefore: Date): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('deletionPlannedAt', '<', dueBefore).orderBy('deletionPlannedAt').limit(100).execute();
  return rows.map(({ id }) => id);
}
