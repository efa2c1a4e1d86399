/** How someone comes along: only completed interviews, by the moment at which they were started. What is unknown stays null. */
import { sql } from 'kysely';
import type { InterviewType, Measures, MeasureKey, PracticeSession, Score, Scores, SkillKey, WeakCompetency } from '@greenroom/contracts';
import type { Database } from './connect.ts';

/** A session with who judged each of its scores ("name version"; for the overall score also what it is the mean of). */
export interface JudgedSession extends PracticeSession {
  judges: Record<SkillKey, string | null>;
  nextPractice: string | null;
}

export interface SessionFilter {
  type?: InterviewType | undefined;
  /** Started at this moment or later. */
  since?: Date | undefined;
  until?: Date | undefined;
  ids?: readonly string[] | undefined;
  /** Only sessions before this one, in the order of the list. */
  before?: SessionPlace | undefined;
  limit: number;
}
/** A session's place in the list: two that began at the same millisecond are told apart by their ids. */
export interface SessionPlace {
  heldAt: Date;
  interviewId: string;
}

/** One's completed interviews, newest first. */
export async function listPracticeSessions(db: Database, userId: string, { type, since, until, ids, before, limit }: SessionFilter): Promise<JudgedSession[]> {
  let query = db
    .selectFrom('interviews as i')
    .innerJoin('reports as r', 'r.interviewId', 'i.id')
    .select(['i.id', 'i.type', 'i.role', 'i.level', 'i.duration', 'i.completedAt', 'r.measures', 'r.scores', 'r.nextPractice'])
    .select(sql<Date>`i.clock_started_at`.as('heldAt'))
    .select(sql<boolean>`not exists (select from turns where interview_id = i.id and speaker = 'candidate' and kind = 'answer' and not typed)`.as('typed'))
    .where('i.userId', '=', userId)
    .where('i.status', '=', 'completed')
    .where('i.clockStartedAt', 'is not', null)
    .orderBy('i.clockStartedAt', 'desc')
    .orderBy('i.id', 'desc')
    .limit(limit);
  if (type !== undefined) query = query.where('i.type', '=', type);
  if (since !== undefined) query = query.where('i.clockStartedAt', '>=', since);
  if (until !== undefined) query = query.where('i.clockStartedAt', '<', until);
  if (ids !== undefined) query = query.where('i.id', 'in', ids);
  if (before !== undefined) query = query.where(sql<boolean>`(i.clock_started_at, i.id) < (${before.heldAt}, ${before.interviewId}::uuid)`);
  const rows = await query.execute();
  return rows.map(({ id, heldAt, completedAt, scores, measures, ...row }) => ({
    interviewId: id,
    type: row.type,
    role: row.role,
    level: row.level,
    heldAt: heldAt.toISOString(),
    completedAt: (completedAt ?? heldAt).toISOString(),
    duration: row.duration,
    typed: row.typed,
    scores: eachSkill((skill) => (scores[skill].value === null ? null : Math.round(scores[skill].value))),
    judges: eachSkill((skill) => (skill === 'overall' ? overallJudge(scores) : judgeOf(scores[skill]))),
    measures: row.typed || measures === null ? null : comparableMeasures(measures),
    nextPractice: row.nextPractice,
  }));
}

const skills = ['overall', 'content', 'clarity', 'confidence', 'fluency'] as const satisfies readonly (keyof Scores)[];
const eachSkill = <T>(value: (skill: SkillKey) => T): Record<SkillKey, T> => Object.fromEntries(skills.map((skill) => [skill, value(skill)])) as Record<SkillKey, T>;

const judgeOf = ({ judge }: Score): string => `${judge.name} ${judge.version}`;

/** A mean of other parts, or of parts that somebody else judged, is another score: a typed interview has no fluency, for example. */
function overallJudge(scores: Scores): string {
  const parts = (['content', 'clarity', 'confidence', 'fluency'] as const).filter((part) => scores[part].value !== null);
  const judges = new Set(parts.filter((part) => part === 'content' || part === 'clarity').map((part) => judgeOf(scores[part])));
  return `${judgeOf(scores.overall)} of ${parts.join(', ')}${judges.size === 0 ? '' : ` (${[...judges].join(', ')})`}`;
}

/** Measures that can be compared between sessions of different lengths: rates and means, no counts. */
function comparableMeasures(measures: Measures): Record<MeasureKey, number | null> {
  const { fillersPerMinute, speechRateWpm, articulationRate, pausesPerMinute, meanPauseSeconds, longestPauseSeconds, phonationRatio, meanRunSyllables, repairsPer100Words, responseDelaySeconds, hedgeCount, words } = measures;
  // The repairs' rate is null when too little was said for a rate; hedges are rarer still.
  const hedgesPer100Words = repairsPer100Words === null || words === 0 ? null : (hedgeCount / words) * 100;
  return { fillersPerMinute, speechRateWpm, articulationRate, pausesPerMinute, meanPauseSeconds, longestPauseSeconds, phonationRatio, meanRunSyllables, repairsPer100Words, hedgesPer100Words, responseDelaySeconds };
}

/** Where a session stands in its owner's list; undefined when it is not one of theirs. */
export async function findSessionPlace(db: Database, userId: string, interviewId: string): Promise<SessionPlace | undefined> {
  const row = await db.selectFrom('interviews').select('clockStartedAt').where('id', '=', interviewId).where('userId', '=', userId).executeTakeFirst();
  return row?.clockStartedAt == null ? undefined : { heldAt: row.clockStartedAt, interviewId };
}

/** When one's completed interviews were started, newest first; at most 5,000. */
export async function listPracticeTimes(db: Database, userId: string): Promise<Date[]> {
  const rows = await db.selectFrom('interviews').select(sql<Date>`clock_started_at`.as('heldAt')).where('userId', '=', userId).where('status', '=', 'completed').where('clockStartedAt', 'is not', null).orderBy('clockStartedAt', 'desc').limit(5_000).execute();
  return rows.map(({ heldAt }) => heldAt);
}

export interface PracticeTotals {
  interviews: number;
  answers: number;
  speakingSeconds: number;
  words: number;
  byType: Record<InterviewType, number>;
}

/** Everything ever completed: interviews, questions answered, and (of what was spoken) seconds and words. */
export async function readPracticeTotals(db: Database, userId: string): Promise<PracticeTotals> {
  const rows = await db
    .selectFrom('interviews as i')
    .innerJoin('reports as r', 'r.interviewId', 'i.id')
    .select(['i.type', sql<number>`count(*)::integer`.as('interviews')])
    .select(sql<number>`coalesce(sum((select count(*) from interview_questions where interview_id = i.id and answer_text is not null)), 0)::integer`.as('answers'))
    .select(sql<number>`coalesce(sum((r.measures ->> 'speakingSeconds')::double precision), 0)`.as('speakingSeconds'))
    .select(sql<number>`coalesce(sum((r.measures ->> 'words')::integer), 0)::integer`.as('words'))
    .where('i.userId', '=', userId)
    .where('i.status', '=', 'completed')
    .groupBy('i.type')
    .execute();
  const total = (of: 'interviews' | 'answers' | 'speakingSeconds' | 'words'): number => rows.reduce((sum, row) => sum + row[of], 0);
  const byType = { technical: 0, behavioral: 0, hr: 0, communication: 0 };
  for (const row of rows) byType[row.type] = row.interviews;
  return { interviews: total('interviews'), answers: total('answers'), speakingSeconds: total('speakingSeconds'), words: total('words'), byType };
}

/** Mean content score of each competency in the last `interviews` completed ones (of a type), lowest first. Unscored answers do not count. */
export async function listCompetencyScores(db: Database, userId: string, { interviews, type }: { interviews: number; type?: InterviewType | undefined }): Promise<WeakCompetency[]> {
  let recent = db.selectFrom('interviews').select(['id', 'type']).where('userId', '=', userId).where('status', '=', 'completed').orderBy('clockStartedAt', 'desc').orderBy('id', 'desc').limit(interviews);
  if (type !== undefined) recent = recent.where('type', '=', type);
  return db
    .with('recent', () => recent)
    .selectFrom('recent')
    .innerJoin('interviewQuestions as q', 'q.interviewId', 'recent.id')
    .select(['q.competency', 'recent.type', sql<number>`avg(q.score)::double precision`.as('meanScore'), sql<number>`count(*)::integer`.as('answers')])
    .where('q.score', 'is not', null)
    .where('q.competency', '<>', '')
    .groupBy(['q.competency', 'recent.type'])
    .orderBy('meanScore')
    .orderBy('answers', 'desc')
    .orderBy('q.competency')
    .execute();
}

/** Mean content score of each competency of one interview, in the order in which they were asked; null when none was scored. */
export async function listInterviewCompetencies(db: Database, interviewId: string): Promise<{ competency: string; score: number | null }[]> {
  return db
    .selectFrom('interviewQuestions')
    .select(['competency', sql<number | null>`avg(score)::double precision`.as('score')])
    .where('interviewId', '=', interviewId)
    .where('competency', '<>', '')
    .groupBy('competency')
    .orderBy(sql`min(position)`)
    .execute();
}

/** The questions of the last `interviews` that were started, newest first. */
export async function listRecentQuestions(db: Database, userId: string, interviews: number): Promise<string[]> {
  const recent = db.selectFrom('interviews').select(['id', 'clockStartedAt']).where('userId', '=', userId).where('clockStartedAt', 'is not', null).orderBy('clockStartedAt', 'desc').limit(interviews);
  const rows = await db
    .with('recent', () => recent)
    .selectFrom('recent')
    .innerJoin('interviewQuestions as q', 'q.interviewId', 'recent.id')
    .select('q.questionText')
    .orderBy('recent.clockStartedAt', 'desc')
    .orderBy('q.position')
    .execute();
  return rows.map(({ questionText }) => questionText);
}
