import { sql } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import type { Database } from './connect.ts';
import { MigrationError } from './errors.ts';
import * as interviews from './migrations/0001-interviews.ts';
import * as accounts from './migrations/0002-accounts.ts';
import * as sharing from './migrations/0003-sharing.ts';
import * as live from './migrations/0004-live.ts';
import * as resumes from './migrations/0005-resumes.ts';
import * as practice from './migrations/0006-practice.ts';
import * as accountCare from './migrations/0007-account-care.ts';
import * as site from './migrations/0008-site.ts';
import * as voiceAndPauses from './migrations/0009-voice-and-pauses.ts';

/** In order, forward only. A migration that has left this repository is never edited: the next one mends it. */
const migrations: Record<string, Migration> = {
  '0001-interviews': interviews,
  '0002-accounts': accounts,
  '0003-sharing': sharing,
  '0004-live': live,
  '0005-resumes': resumes,
  '0006-practice': practice,
  '0007-account-care': accountCare,
  '0008-site': site,
  '0009-voice-and-pauses': voiceAndPauses,
};

/** Any number that no other user of the same Postgres takes: "greenroom" as letters of a telephone's keys. */
const lock = 473_367_666;
/** uuidv7() came with Postgres 18. */
const oldestServer = 180_000;

/**
 * Brings the schema up to date. Safe when several processes start together: one works, the others wait for it.
 * All of it happens in one transaction, so that a failure leaves the schema as it was.
 * @param say told what was done, one line each
 */
export async function migrate(db: Database, say: (line: string) => void = () => undefined): Promise<void> {
  await db.connection().execute(async (connection) => {
    const version = await sql<{ version: number }>`select current_setting('server_version_num')::integer as version`.execute(connection);
    if ((version.rows[0]?.version ?? 0) < oldestServer) throw new MigrationError('Postgres 18 or newer is needed (with pgvector).');
    // Waiting for another process, or changing a big table, may take longer than a query may.
    await sql`set statement_timeout = 0`.execute(connection);
    await sql`select pg_advisory_lock(${lock})`.execute(connection);
    try {
      const migrator = new Migrator({ db: connection, provider: { getMigrations: () => Promise.resolve(migrations) } });
      const { error, results = [] } = await migrator.migrateToLatest();
      const failed = results.find((result) => result.status === 'Error');
      if (error !== undefined) throw new MigrationError(`Migration ${failed?.migrationName ?? ''} failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      for (const { migrationName } of results) say(`Database: ${migrationName} applied.`);
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
      await sql`reset statement_timeout`.execute(connection);
    }
  });
}
