/** Copies of one's data: asked for, made, kept for some days. */
import { sql } from 'kysely';
import type { AccountExport } from '@greenroom/contracts';
import type { Database } from './connect.ts';

/** A new one, or the one that is being made. */
export async function beginExport(db: Database, userId: string): Promise<AccountExport> {
  // Two at once: the second waits for the first one's row, and touching it returns it.
  const row = await db
    .insertInto('accountExports')
    .values({ userId })
    .onConflict((conflict) => conflict.column('userId').where('status', '=', 'gathering').doUpdateSet({ updatedAt: sql`now()` }))
    .returning(columns)
    .executeTakeFirstOrThrow();
  return asExport(row);
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
