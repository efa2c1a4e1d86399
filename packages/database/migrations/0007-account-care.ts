/**
 * What an account's care needs: its settings, a planned deletion, letters on their way, exports, and recordings whose time
 * is over.
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Only what differs from the defaults in the contract, so that a better default reaches everybody.
    alter table users
      add column settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
      add column deletion_planned_at timestamptz;

    -- A letter's address and text are here only until it is delivered or given up; the key stays, so that it is not sent twice.
    create table letters (
      key varchar(200) primary key,
      template varchar(40) not null,
      to_email varchar(320),
      mail jsonb,
      status varchar(20) not null default 'waiting' check (status in ('waiting', 'sent', 'refused')),
      created_at timestamptz not null default now(),
      ended_at timestamptz,
      check ((status = 'waiting') = (mail is not null and to_email is not null and ended_at is null))
    );
    create index letters_to on letters (to_email) where to_email is not null;
    create index letters_ended on letters (ended_at) where ended_at is not null;

    create table account_exports (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      status varchar(20) not null default 'gathering' check (status in ('gathering', 'ready', 'failed', 'expired')),
      size_bytes bigint check (size_bytes >= 0),
      expires_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index account_exports_of_user on account_exports (user_id, created_at desc);
    -- One at a time: a second request finds the first one's.
    create unique index account_exports_under_way on account_exports (user_id) where status = 'gathering';
    create index account_exports_ready on account_exports (expires_at) where status = 'ready';

    alter table recordings drop constraint recordings_status_check;
    alter table recordings add constraint recordings_status_check check (status in ('recording', 'joining', 'ready', 'missing', 'expired'));
    create index recordings_kept on recordings (created_at) where status = 'ready'
  `.execute(db);
}
