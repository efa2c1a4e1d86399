/**
 * Users, interviews and all that is said, measured, recorded and judged in them. Times with a `_seconds` ending inside an
 * interview are seconds on its clock (0 is `interviews.clock_started_at`).
 */
import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create extension if not exists vector;

    create type user_role as enum ('candidate', 'coach', 'admin');
    create type interview_type as enum ('technical', 'behavioral', 'hr', 'communication');
    create type interview_status as enum ('pending', 'in_progress', 'finishing', 'completed', 'abandoned', 'failed');

    create table users (
      id uuid primary key default uuidv7(),
      email varchar(320) not null unique check (email = lower(email)),
      password_hash varchar(100) not null,
      full_name varchar(120) not null,
      role user_role not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    -- The vector's length is left open: it depends on the model, and vectors of different models are never compared.
    create table resumes (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      file_url varchar(1000) not null,
      target_role varchar(120),
      analysis_result jsonb,
      match_score integer check (match_score between 0 and 100),
      embedding vector,
      embedding_model varchar(120),
      created_at timestamptz not null default now(),
      check ((embedding is null) = (embedding_model is null))
    );
    create index resumes_of_user on resumes (user_id, created_at desc);

    create table interviews (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users on delete cascade,
      resume_id uuid references resumes on delete set null,
      type interview_type not null,
      status interview_status not null default 'pending',
      role varchar(120) not null,
      level varchar(20) not null check (level in ('junior', 'mid', 'senior', 'lead')),
      language varchar(20) not null,
      job_description text,
      overall_score integer check (overall_score between 0 and 100),
      duration integer check (duration >= 0),
      end_reason varchar(40),
      clock_started_at timestamptz,
      completed_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      check (status in ('pending', 'abandoned') or clock_started_at is not null)
    );
    create index interviews_of_user on interviews (user_id, created_at desc);
    create index interviews_of_resume on interviews (resume_id) where resume_id is not null;
    create index interviews_running on interviews (clock_started_at) where status in ('in_progress', 'finishing');

    create table interview_questions (
      id uuid primary key default uuidv7(),
      interview_id uuid not null references interviews on delete cascade,
      question_id varchar(40) not null,
      position integer not null check (position >= 0),
      question_text text not null,
      competency varchar(80) not null,
      expected_points jsonb not null,
      probes jsonb not null,
      time_budget_seconds integer not null check (time_budget_seconds > 0),
      answer_text text,
      answer_audio_url varchar(1000),
      score integer check (score between 0 and 100),
      feedback text,
      created_at timestamptz not null default now(),
      unique (interview_id, question_id),
      unique (interview_id, position)
    );

    -- question_id is no foreign key: a coach may have a question asked that is not in the plan, and no turn may be lost.
    create table turns (
      interview_id uuid not null references interviews on delete cascade,
      seq integer not null check (seq >= 0),
      speaker varchar(20) not null check (speaker in ('candidate', 'interviewer', 'coach')),
      kind varchar(20) not null,
      question_id varchar(40),
      text text not null,
      started_at_seconds double precision not null,
      ended_at_seconds double precision not null,
      response_delay_ms double precision,
      typed boolean not null,
      interrupted boolean not null,
      created_at timestamptz not null default now(),
      primary key (interview_id, seq)
    );

    create table words (
      interview_id uuid not null,
      seq integer not null,
      position integer not null,
      text text not null,
      start_seconds double precision not null,
      end_seconds double precision not null,
      estimated boolean not null,
      primary key (interview_id, seq, position),
      foreign key (interview_id, seq) references turns on delete cascade
    );

    create table marks (
      interview_id uuid not null,
      seq integer not null,
      position integer not null,
      kind varchar(30) not null,
      text text not null,
      start_character integer not null check (start_character >= 0),
      end_character integer not null check (end_character >= start_character),
      word_index integer not null check (word_index >= 0),
      scored boolean not null,
      seconds double precision,
      primary key (interview_id, seq, position),
      foreign key (interview_id, seq) references turns on delete cascade
    );

    -- One row per measured turn. The measures stay together; what is counted and compared is a column made from them.
    create table measures (
      interview_id uuid not null,
      seq integer not null,
      data jsonb not null,
      words integer generated always as ((data ->> 'words')::integer) stored,
      speaking_seconds double precision generated always as ((data ->> 'speakingSeconds')::double precision) stored,
      speech_rate_wpm double precision generated always as ((data ->> 'speechRateWpm')::double precision) stored,
      filler_count integer generated always as ((data ->> 'fillerCount')::integer) stored,
      pause_count integer generated always as ((data ->> 'pauseCount')::integer) stored,
      fluency double precision generated always as ((data ->> 'fluency')::double precision) stored,
      primary key (interview_id, seq),
      foreign key (interview_id, seq) references turns on delete cascade
    );

    create table interview_analytics (
      id uuid primary key default uuidv7(),
      interview_id uuid not null unique references interviews on delete cascade,
      fluency_score integer check (fluency_score between 0 and 100),
      confidence_score integer check (confidence_score between 0 and 100),
      clarity_score integer check (clarity_score between 0 and 100),
      content_score integer check (content_score between 0 and 100),
      filler_word_count integer check (filler_word_count >= 0),
      speech_rate_wpm double precision,
      emotion_data jsonb,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    create table notes (
      id uuid primary key default uuidv7(),
      interview_id uuid not null references interviews on delete cascade,
      author_id uuid not null references users on delete cascade,
      at_seconds double precision not null,
      text varchar(4000) not null,
      created_at timestamptz not null default now()
    );
    create index notes_of_interview on notes (interview_id, at_seconds);
    create index notes_of_author on notes (author_id);

    create table recordings (
      interview_id uuid primary key references interviews on delete cascade,
      status varchar(20) not null check (status in ('recording', 'joining', 'ready', 'missing')),
      content_type varchar(100) not null,
      duration_seconds double precision,
      offset_seconds double precision,
      size_bytes bigint check (size_bytes >= 0),
      segments integer not null check (segments >= 0),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );

    create table reports (
      interview_id uuid primary key references interviews on delete cascade,
      version integer not null,
      report jsonb not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )
  `.execute(db);
}
