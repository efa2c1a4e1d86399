/** What the site asks of an interview beyond its questions, a question practised again, and what draws a recording. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table interviews
      add column thinking_time varchar(20) not null default 'normal' check (thinking_time in ('short', 'normal', 'long')),
      add column cue varchar(20) not null default 'off' check (cue in ('off', 'pace', 'fillers', 'length')),
      -- A question of an earlier interview, asked anew. When that interview is deleted, this one stands by itself.
      add column again_interview_id uuid references interviews on delete set null,
      add column again_question_id varchar(40),
      add constraint interviews_again_question check (again_interview_id is null or again_question_id is not null);
    create index interviews_again on interviews (again_interview_id) where again_interview_id is not null;

    -- Beside the recording's row, so that a list of recordings need not open them. Gone with the recording's file.
    create table recording_peaks (
      interview_id uuid primary key references interviews on delete cascade,
      per_second smallint not null check (per_second > 0),
      candidate smallint[] not null,
      interviewer smallint[] not null
    )
  `.execute(db);
}
