import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { connectDatabase, type Database } from './connect.ts';
import { migrate } from './migrate.ts';

/** An empty database of its own for a test suite. @param adminUrl any database on the server, as a user who may create databases */
export async function createTestDatabase(adminUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await admin(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => admin(`drop database if exists ${name} with (force)`) };
}

/** One with our schema, connected. */
export async function openTestDatabase(adminUrl: string): Promise<{ db: Database; url: string; close(): Promise<void> }> {
  const { url, drop } = await createTestDatabase(adminUrl);
  const db = connectDatabase({ url });
  await migrate(db);
  return {
    db,
    url,
    async close() {
      await db.close();
      await drop();
    },
  };
}
