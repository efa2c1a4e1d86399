import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema> & { close(): Promise<void> };

export interface DatabaseOptions {
  url: string;
  /** How many at once. An agent's process serves one interview and needs two. @defaultValue 10 */
  connections?: number | undefined;
  /** Told when a connection is lost (a restart of Postgres); the next query makes a new one. */
  onConnectionLost?: ((error: Error) => void) | undefined;
  /** Told of every query when it is over: its text without values, and how long it took. */
  onQuery?: ((query: { sql: string; milliseconds: number; failed: boolean }) => void) | undefined;
}

const defaults = {
  connections: 10,
  connectTimeoutMs: 5_000,
  /** No query of ours is this slow; one that is holds locks and a connection. */
  statementTimeoutMs: 30_000,
} as const;

/** A pool of connections; the first one is made by the first query. */
export function connectDatabase({ url, connections = defaults.connections, onConnectionLost = () => undefined, onQuery }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: defaults.connectTimeoutMs,
    statement_timeout: defaults.statementTimeoutMs,
    application_name: 'greenroom',
    types: { getTypeParser: readTypes as typeof pg.types.getTypeParser },
  });
  // A connection lost in the middle of a query is reported by its client only, an idle one by both.
  pool.on('connect', (client) => client.on('error', onConnectionLost));
  pool.on('error', () => undefined);
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    ...(onQuery === undefined ? {} : { log: ({ level, query, queryDurationMillis }) => onQuery({ sql: query.sql, milliseconds: queryDurationMillis, failed: level === 'error' }) }),
  });
  return Object.assign(db, { close: () => db.destroy() });
}

/** bigint comes as a number, not as text: ours are sizes and counts, far below 2^53. */
function readTypes(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number;
  return pg.types.getTypeParser(oid, format as 'text');
}
