/** What trends are made of, as columns made from the reports, so that a list of interviews need not open whole reports; and who chose an interview's questions. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table reports
      add column measures jsonb generated always as (nullif(report -> 'measures', 'null')) stored,
      add column scores jsonb generated always as (report -> 'scores') stored,
      add column next_practice text generated always as (report ->> 'nextPractice') stored;

    -- Null: whoever planned the interview brought the questions.
    alter table interviews add column question_source jsonb;

    create index interviews_completed on interviews (user_id, clock_started_at desc, id desc) where status = 'completed';
    create index interviews_started on interviews (user_id, clock_started_at desc) where clock_started_at is not null;
  `.execute(db);
}
