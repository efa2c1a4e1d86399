/** Typed interviews, and interviews that are paused. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table interviews
      add column mode varchar(10) not null default 'spoken' check (mode in ('spoken', 'typed')),
      add column paused_at timestamptz
  `.execute(db);
}
