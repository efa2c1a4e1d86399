/**
 * Typed interviews, and interviews that are paused. What is typed goes through here, so that the workflow's history holds ids
 * alone: an order's content stands in `typed_orders` until it is carried out, and what the interviewer has in mind between two steps in
 * `typed_talks`.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table interviews
      add column mode varchar(10) not null default 'spoken' check (mode in ('spoken', 'typed')),
      add column paused_at timestamptz;

    -- The content goes when it is carried out; the id stays, so that the same order is not taken twice.
    create table typed_orders (
      interview_id uuid not null references interviews on delete cascade,
      id varchar(120) not null,
      command jsonb,
      created_at timestamptz not null default now(),
      primary key (interview_id, id)
    );

    create table typed_talks (
      interview_id uuid primary key references interviews on delete cascade,
      step integer not null check (step >= 0),
      talk jsonb not null,
      updated_at timestamptz not null default now()
    )
  `.execute(db);
}
