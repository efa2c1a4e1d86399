/** Copies of one's data: asked for, made, kept for some days. */
import { sql } from 'kysely';
import type { AccountExport } from '@greenroom/contracts';
import type { Database } from './connect.ts';

export const exportDefaults = {
  /** Each is a full copy that lies in the file store for days. */
  atMost: 3,
  withinMs: 24 * 3600_000,
} as const;

/**
 * A new one, or the one that is being made.
 * @returns undefined when the person has asked for as many as there may be in a day, those that could not be made included
 */
export async function beginExport(db: Database, userId: string): Promise<AccountExport | undefined> {
  return db.transaction().execute(async (transaction) => {
    // The person's row is the lock that makes two requests follow each other.
    await transaction.selectFrom('users').select('id').where('id', '=', userId).forNoKeyUpdate().execute();
    const recent = await transaction
      .selectFrom('accountExports')
      .select(columns)
      .where('userId', '=', userId)
      .where((eb) => eb.or([eb('status', '=', 'gathering'), eb('createdAt', '>', new Date(Date.now() - exportDefaults.withinMs))]))
      .execute();
    const underWay = recent.find(({ status }) => status === 'gathering');
    if (underWay !== undefined) return asExport(underWay);
    if (recent.length >= exportDefaults.atMost) return undefined;
    return asExport(await transaction.insertInto('accountExports').values({ userId }).returning(columns).executeTakeFirstOrThrow());
  });
}

/** Only one's own. */
export async function findExport(db: Database, userId: string, id: string): Promise<AccountExport | undefined> {
  const row = await db.selectFrom('accountExports').select(columns).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
  return row && asExport(row);
}

/** The last ten, newest first. */
export async function listExports(db: Database, userId: string): Promise<AccountExport[]> {
  return (await db.selectFrom('accountExports').select(columns).where('userId', '=', userId).orderBy('createdAt', 'desc').orderBy('id', 'desc').limit(10).execute()).map(asExport);
}

/** @returns false when the account or the export is gone: then its file is to be removed again */
export async function endExport(db: Database, id: string, end: { status: 'ready'; sizeBytes: number; expiresAt: Date } | { status: 'failed' }): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('accountExports').set({ ...end, updatedAt: sql`now()` }).where('id', '=', id).where('status', 'in', ['gathering', end.status]).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Those whose time is over, with whose they are. */
export async function exportsToRemove(db: Database, now: Date): Promise<{ id: string; userId: string }[]> {
  return db.selectFrom('accountExports').select(['id', 'userId']).where('status', '=', 'ready').where('expiresAt', '<=', now).orderBy('expiresAt').execute();
}

export async function markExportExpired(db: Database, id: string): Promise<void> {
  await db.updateTable('accountExports').set({ status: 'expired', updatedAt: sql`now()` }).where('id', '=', id).where('status', '=', 'ready').execute();
}

const columns = ['id', 'status', 'sizeBytes', 'createdAt', 'expiresAt'] as const;

function asExport({ createdAt, expiresAt, ...row }: { id: string; status: AccountExport['status']; sizeBytes: number | null; createdAt: Date; expiresAt: Date | null }): AccountExport {
  return { ...row, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null };
}
