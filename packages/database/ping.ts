import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** Resolves when the database answers a query. */
export async function pingDatabase(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}
