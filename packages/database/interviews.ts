import { sql } from 'kysely';
import type { Again, Cue, EndReason, Interview, InterviewerVoice, InterviewStatus, Plan, Question, QuestionSource, ThinkingTime } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { InterviewNotFoundError, InterviewNotStartedError } from './errors.ts';
import { storableJson, storableText } from './storable-text.ts';

export interface PlannedInterview {
  userId: string;
  type: Plan['type'];
  /** @defaultValue 'spoken' */
  mode?: Plan['mode'];
  role: string;
  level: Plan['level'];
  language: string;
  /** @defaultValue 'normal' */
  thinkingTime?: ThinkingTime;
  /** @defaultValue the lower one, at its normal pace */
  voice?: InterviewerVoice;
  /** @defaultValue 'off' */
  cue?: Cue;
  /** The question that is practised again, of one of the same person's interviews. */
  again?: Again | null;
  jobDescription: string | null;
  /** One of the same person's; `ownsResume` tells. */
  resumeId?: string | null;
  questions: Question[];
  /** Left out: they came with the plan. */
  questionSource?: QuestionSource | null;
}

export interface StatusDetails {
  endReason?: EndReason;
  /** Seconds. */
  duration?: number;
  completedAt?: Date;
}

/** Stores the plan and its questions together. */
export async function createInterview(db: Database, { questions, questionSource = null, again = null, voice, ...plan }: PlannedInterview): Promise<Interview> {
  const id = await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('interviews')
      .values({ ...plan, voice: voice && storableJson(voice), againInterviewId: again?.interviewId ?? null, againQuestionId: again === null ? null : storableText(again.questionId), questionSource: questionSource && storableJson(questionSource), role: storableText(plan.role), jobDescription: plan.jobDescription === null ? null : storableText(plan.jobDescription) })
      .returning('id')
      .executeTakeFirstOrThrow();
    const rows = questions.map((question, position) => ({
      interviewId: row.id,
      questionId: storableText(question.id),
      position,
      questionText: storableText(question.text),
      competency: storableText(question.competency),
      expectedPoints: storableJson(question.expectedPoints),
      probes: storableJson(question.probes),
      timeBudgetSeconds: question.timeBudgetSeconds,
    }));
    await transaction.insertInto('interviewQuestions').values(rows).execute();
    return row.id;
  });
  return (await findInterview(db, id)) ?? missing(id);
}

export async function findInterview(db: Database, id: string): Promise<Interview | undefined> {
  const row = await selectInterviews(db).where('id', '=', id).executeTakeFirst();
  return row && asInterview(row);
}

/** With everything that hangs on it: turns, report, notes, grants, links. @returns undefined when it was not there */
export async function deleteInterview(db: Database, id: string): Promise<{ started: boolean } | undefined> {
  const removed = await db.deleteFrom('interviews').where('id', '=', id).returning('clockStartedAt').executeTakeFirst();
  return removed && { started: removed.clockStartedAt !== null };
}

/** Of one person, talking or being finished. */
export async function countRunning(db: Database, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('interviews')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('userId', '=', userId)
    .where('status', 'in', ['in_progress', 'finishing'])
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * `pending` → `in_progress`, and the clock's zero is set. Repeating it, or two at once, keeps the first one's clock.
 * @param clockStartedAt epoch milliseconds
 * @returns the clock that counts (epoch milliseconds), or undefined when the interview is over or not there
 */
export async function startInterview(db: Database, id: string, clockStartedAt: number): Promise<number | undefined> {
  const row = await db
    .updateTable('interviews')
    .set((eb) => ({ status: 'in_progress', clockStartedAt: eb.fn.coalesce('clockStartedAt', eb.val(new Date(clockStartedAt))), updatedAt: sql`now()` }))
    .where('id', '=', id)
    .where('status', 'in', ['pending', 'in_progress'])
    .returning('clockStartedAt')
    .executeTakeFirst();
  return row?.clockStartedAt?.getTime();
}

/**
 * Changes the status only when it is one of `from`, so that a late or repeated step cannot undo a newer one.
 * @returns whether it happened
 */
export async function setInterviewStatus(db: Database, id: string, from: readonly InterviewStatus[], to: InterviewStatus, extra: StatusDetails = {}): Promise<boolean> {
  const changed = await db
    .updateTable('interviews')
    .set({ ...extra, status: to, updatedAt: sql`now()` })
    .where('id', '=', id)
    .where('status', 'in', from)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Shows a running interview as paused since then, or (null) as going on. */
export async function setPaused(db: Database, id: string, pausedAt: Date | null): Promise<void> {
  await db.updateTable('interviews').set({ pausedAt, updatedAt: sql`now()` }).where('id', '=', id).execute();
}

/** What the interviewer works from. @throws InterviewNotFoundError, InterviewNotStartedError */
export async function readPlan(db: Database, interviewId: string): Promise<Plan & { clockStartedAt: number }> {
  const row = await selectInterviews(db)
    .select((eb) => eb.selectFrom('users').select('fullName').whereRef('users.id', '=', 'interviews.userId').as('candidateName'))
    .where('id', '=', interviewId)
    .executeTakeFirst();
  if (row === undefined) return missing(interviewId);
  if (row.clockStartedAt === null) throw new InterviewNotStartedError(`Interview ${interviewId} has not been started.`);
  const { type, mode, role, level, jobDescription, language, thinkingTime, voice, cue, questions } = row;
  return { interviewId, candidateName: row.candidateName ?? '', type, mode, role, level, jobDescription, language, thinkingTime, voice, cue, questions, clockStartedAt: row.clockStartedAt.getTime() };
}

function missing(id: string): never {
  throw new InterviewNotFoundError(`There is no interview ${id}.`);
}

/** For the queries of this folder. */
export function selectInterviews(db: Database) {
  return db
    .selectFrom('interviews')
    .select(['id', 'userId', 'type', 'mode', 'status', 'role', 'level', 'language', 'thinkingTime', 'voice', 'cue', 'againInterviewId', 'againQuestionId', 'jobDescription', 'resumeId', 'questionSource', 'overallScore', 'duration', 'createdAt', 'clockStartedAt', 'pausedAt', 'completedAt'])
    .select(sql<Question[]>`(
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', question_id, 'text', question_text, 'competency', competency, 'expectedPoints', expected_points,
        'probes', probes, 'timeBudgetSeconds', time_budget_seconds) order by position), '[]')
      from interview_questions where interview_id = interviews.id)`.as('questions'));
}
type InterviewRow = Awaited<ReturnType<ReturnType<typeof selectInterviews>['executeTakeFirstOrThrow']>>;

export function asInterview({ createdAt, clockStartedAt, pausedAt, completedAt, againInterviewId, againQuestionId, ...row }: InterviewRow): Interview {
  const again = againInterviewId === null || againQuestionId === null ? null : { interviewId: againInterviewId, questionId: againQuestionId };
  return { ...row, again, createdAt: createdAt.toISOString(), startedAt: clockStartedAt?.toISOString() ?? null, pausedAt: pausedAt?.toISOString() ?? null, completedAt: completedAt?.toISOString() ?? null };
}
