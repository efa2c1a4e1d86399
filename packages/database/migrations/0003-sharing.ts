/**
 * Who else may see an interview: coaches by grant, others by link. With what they leave behind (private and shared notes,
 * scores beside the machine's), full-text search, and what is left to do of a deletion.
 *
 * Invitations and links are kept as the SHA-256 of their token: who reads the table cannot use them.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- interview_id null: all of the candidate's interviews, also the ones to come.
    create table coach_grants (
      id uuid primary key default uuidv7(),
      candidate_id uuid not null references users on delete cascade,
      coach_id uuid not null references users on delete cascade,
      interview_id uuid references interviews on delete cascade,
      created_at timestamptz not null default now(),
      check (candidate_id <> coach_id),
      unique nulls not distinct (coach_id, candidate_id, interview_id)
    );
    create index coach_grants_of_candidate on coach_grants (candidate_id);
    create index coach_grants_of_interview on coach_grants (interview_id) where interview_id is not null;

    create table coach_invites (
      id uuid primary key default uuidv7(),
      candidate_id uuid not null references users on delete cascade,
      interview_id uuid references interviews on delete cascade,
      email varchar(320),
      token_hash bytea not null unique check (length(token_hash) = 32),
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index coach_invites_of_candidate on coach_invites (candidate_id);
    create index coach_invites_of_interview on coach_invites (interview_id) where interview_id is not null;

    create table share_links (
      id uuid primary key default uuidv7(),
      interview_id uuid not null references interviews on delete cascade,
      token_hash bytea not null unique check (length(token_hash) = 32),
      scope varchar(20)[] not null check (cardinality(scope) > 0 and scope <@ array['report', 'transcript', 'recording']::varchar[]),
      expires_at timestamptz not null,
      revoked_at timestamptz,
      views integer not null default 0,
      last_viewed_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index share_links_of_interview on share_links (interview_id);

    create table score_overrides (
      interview_id uuid not null references interviews on delete cascade,
      coach_id uuid not null references users on delete cascade,
      dimension varchar(20) not null check (dimension in ('fluency', 'confidence', 'clarity', 'content', 'overall')),
      value integer not null check (value between 0 and 100),
      reason varchar(1000) not null check (length(reason) >= 10),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (interview_id, dimension, coach_id)
    );
    create index score_overrides_of_coach on score_overrides (coach_id);

    alter table notes
      add column visibility varchar(10) not null default 'private' check (visibility in ('private', 'shared')),
      add column updated_at timestamptz not null default now();

    -- Each turn, question and role is a text of its own: a search finds the place, not only the interview.
    create index turns_text on turns using gin (to_tsvector('english', text));
    create index interview_questions_text on interview_questions using gin (to_tsvector('english', question_text));
    create index interviews_role on interviews using gin (to_tsvector('english', role))
  `.execute(db);
}
