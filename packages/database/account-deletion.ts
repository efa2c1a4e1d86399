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

/** Interviews of others that are held or finished now and that this person may be in as a coach. */
export async function coachedNowIds(db: Database, coachId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('interviews')
    .innerJoin('coachGrants', 'coachGrants.candidateId', 'interviews.userId')
    .select('interviews.id')
    .distinct()
    .where('coachGrants.coachId', '=', coachId)
    .where((eb) => eb.or([eb('coachGrants.interviewId', 'is', null), eb('coachGrants.interviewId', '=', eb.ref('interviews.id'))]))
    .where('interviews.status', 'in', ['in_progress', 'finishing'])
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * The account with every row that belongs to it, letters and invitations to its address, and the keys of letters about it.
 * An access token works on for a while: when it has planned interviews that the caller does not know, nothing is deleted, so
 * that what lies elsewhere of each of them is found first, however often this is tried.
 * @param interviewIds all that the caller knows; letters may be about them
 */
export async function deleteAccountRows(db: Database, userId: string, interviewIds: readonly string[]): Promise<{ removed: boolean; unknownIds: string[] }> {
  return db.transaction().execute(async (transaction) => {
    // From here on no interview is added: its row would have to look at this one.
    await transaction.selectFrom('users').select('id').where('id', '=', userId).forUpdate().execute();
    const own = await transaction.selectFrom('interviews').select('id').where('userId', '=', userId).execute();
    const unknownIds = own.map(({ id }) => id).filter((id) => !interviewIds.includes(id));
    if (unknownIds.length > 0) return { removed: false, unknownIds };
    const row = await transaction.deleteFrom('users').where('id', '=', userId).returning('email').executeTakeFirst();
    if (row !== undefined) await transaction.deleteFrom('coachInvites').where(sql<boolean>`lower(email) = ${row.email}`).execute();
    const about = [userId, ...interviewIds];
    await transaction
      .deleteFrom('letters')
      .where((eb) => eb.or([
        ...(row === undefined ? [] : [eb('toEmail', '=', row.email)]),
        sql<boolean>`substring(key from '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}') = any(${about})`,
      ]))
      .execute();
    return { removed: row !== undefined, unknownIds };
  });
}

/** Accounts whose day has come and that are still here, the longest overdue first: their workflow was lost. */
export async function overdueDeletions(db: Database, dueBefore: Date): Promise<string[]> {
  const rows = await db.selectFrom('users').select('id').where('deletionPlannedAt', '<', dueBefore).orderBy('deletionPlannedAt').limit(100).execute();
  return rows.map(({ id }) => id);
}
