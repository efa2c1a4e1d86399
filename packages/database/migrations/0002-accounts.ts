/**
 * Coming in and staying in: sessions with their rotating refresh tokens, links that are sent by mail, accounts at Google and
 * LinkedIn. Of every secret only its SHA-256 is stored: they are random and long, so that a slow hash would add nothing.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Null: this person signs in with a provider only.
    alter table users alter column password_hash drop not null;
    alter table users add column email_verified_at timestamptz;
    alter table users add column disabled_at timestamptz;

    -- One sign-in on one device. The generation counts the rotations of its refresh token; a token of an earlier one is old.
    create table sessions (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      method varchar(20) not null check (method in ('password', 'google', 'linkedin')),
      user_agent varchar(300),
      generation integer not null default 0,
      rotated_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz,
      end_reason varchar(30),
      created_at timestamptz not null default now(),
      check ((ended_at is null) = (end_reason is null))
    );
    create index sessions_of_user on sessions (user_id, created_at desc);
    create index sessions_by_expiry on sessions (expires_at);

    create table refresh_tokens (
      token_hash bytea primary key check (length(token_hash) = 32),
      session_id uuid not null references sessions on delete cascade,
      generation integer not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index refresh_tokens_of_session on refresh_tokens (session_id);
    create index refresh_tokens_by_expiry on refresh_tokens (expires_at);

    -- What works once: links in letters, and the code that ends a sign-in with a provider (its challenge binds it to the client).
    create table one_time_tokens (
      token_hash bytea primary key check (length(token_hash) = 32),
      user_id uuid not null references users on delete cascade,
      purpose varchar(30) not null check (purpose in ('verify-email', 'reset-password', 'sign-in-google', 'sign-in-linkedin')),
      challenge varchar(64),
      expires_at timestamptz not null,
      used_at timestamptz,
      created_at timestamptz not null default now()
    );
    create index one_time_tokens_of_user on one_time_tokens (user_id, purpose);
    create index one_time_tokens_by_expiry on one_time_tokens (expires_at);

    -- The subject is the provider's number of a person; the e-mail is what it said when the two were linked.
    create table identities (
      provider varchar(20) not null check (provider in ('google', 'linkedin')),
      subject varchar(255) not null,
      user_id uuid not null references users on delete cascade,
      email varchar(320) not null,
      created_at timestamptz not null default now(),
      primary key (provider, subject),
      unique (user_id, provider)
    );
  `.execute(db);
}
