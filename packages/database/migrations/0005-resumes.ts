/** Résumés as they were read, their passages for matching, and what was found in them. The file itself lies encrypted in the file store. */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Nothing wrote résumés before: the table is empty wherever this runs.
    alter table resumes
      add column file_name varchar(200) not null,
      add column format varchar(10) not null check (format in ('pdf', 'docx', 'text')),
      add column size_bytes integer not null check (size_bytes > 0),
      add column pages integer check (pages > 0),
      -- As it is used: what the parser read, or what its owner made of it.
      add column text text not null,
      add column readability jsonb not null,
      add column confirmed boolean not null default false,
      add column updated_at timestamptz not null default now();

    -- A bullet or a paragraph each. Its words are kept as lexemes only; the text is in resumes, at these characters.
    create table resume_passages (
      resume_id uuid not null references resumes on delete cascade,
      position integer not null check (position >= 0),
      start_character integer not null check (start_character >= 0),
      end_character integer not null check (end_character > start_character),
      search tsvector not null,
      embedding vector,
      embedding_model varchar(120),
      primary key (resume_id, position),
      check ((embedding is null) = (embedding_model is null))
    );

    create table resume_analyses (
      id uuid primary key default uuidv7(),
      resume_id uuid not null references resumes on delete cascade,
      -- The résumé's text when it was asked for: what is quoted, is quoted from it.
      text text not null,
      job_description text,
      target_role varchar(120),
      status varchar(20) not null default 'queued' check (status in ('queued', 'running', 'completed', 'failed')),
      step varchar(120) not null default 'Waiting to begin',
      percent integer not null default 0 check (percent between 0 and 100),
      -- What has been found so far.
      draft jsonb,
      result jsonb,
      failure varchar(500),
      created_at timestamptz not null default now(),
      completed_at timestamptz,
      check ((status = 'completed') = (result is not null)),
      check ((status = 'failed') = (failure is not null))
    );
    create index resume_analyses_of_resume on resume_analyses (resume_id, created_at desc)
  `.execute(db);
}
