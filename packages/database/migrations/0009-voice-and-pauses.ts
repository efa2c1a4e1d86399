/** How the interviewer sounds, and how it judged each pause of an answer. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table interviews
      add column voice jsonb not null default '{"sound": "lower", "pace": "normal"}'
        check (voice ->> 'sound' in ('lower', 'higher') and voice ->> 'pace' in ('slower', 'normal', 'faster'));

    -- For developers: what was made of every silence. Null where nothing was judged (typed, or spoken by another).
    alter table turns add column end_of_turn jsonb check (jsonb_typeof(end_of_turn) = 'array')
  `.execute(db);
}
