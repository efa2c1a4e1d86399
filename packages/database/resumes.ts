/** Résumés and their analyses. Everything that a person asks for names the person: someone else's résumé is not found. */
import { sql } from 'kysely';
import type { ListedAnalysis, ReadabilityFinding, Resume, ResumeAnalysis, ResumeAnalysisResult, ResumeFormat } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableJson, storableText } from './storable-text.ts';

export interface NewResume {
  id: string;
  userId: string;
  /** Its key in the file store. */
  fileKey: string;
  fileName: string;
  format: ResumeFormat;
  sizeBytes: number;
  pages: number | null;
  targetRole: string | null;
  text: string;
  readability: ReadabilityFinding[];
}
export type StoredResume = Resume & { fileKey: string; text: string; readability: ReadabilityFinding[] };

/**
 * @param most how many a person may have
 * @returns undefined when that many are there already
 */
export async function createResume(db: Database, { readability, fileKey, ...resume }: NewResume, most: number): Promise<StoredResume | undefined> {
  return db.transaction().execute(async (transaction) => {
    // Two uploads at once wait for each other here, so that they cannot both be the last one.
    await transaction.selectFrom('users').select('id').where('id', '=', resume.userId).forUpdate().execute();
    const { count } = await transaction.selectFrom('resumes').select((eb) => eb.fn.countAll<number>().as('count')).where('userId', '=', resume.userId).executeTakeFirstOrThrow();
    if (count >= most) return undefined;
    const row = await transaction
      .insertInto('resumes')
      .values({ ...resume, fileUrl: fileKey, fileName: storableText(resume.fileName), text: storableText(resume.text), targetRole: resume.targetRole && storableText(resume.targetRole), readability: storableJson(readability) })
      .returning(columns)
      .executeTakeFirstOrThrow();
    return asResume(row);
  });
}

/** Newest first, without their texts. */
export async function listResumes(db: Database, userId: string): Promise<Resume[]> {
  const rows = await db.selectFrom('resumes').select(shown).where('userId', '=', userId).orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
  return rows.map(({ createdAt, updatedAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }));
}

export async function findResume(db: Database, userId: string, id: string): Promise<StoredResume | undefined> {
  const row = await db.selectFrom('resumes').select(columns).where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
  return row && asResume(row);
}

export async function ownsResume(db: Database, userId: string, id: string): Promise<boolean> {
  return (await db.selectFrom('resumes').select('id').where('id', '=', id).where('userId', '=', userId).executeTakeFirst()) !== undefined;
}

/** Another text confirms the résumé and drops what was made of the old one for matching. Undefined when there is none. */
export async function changeResume(db: Database, userId: string, id: string, change: { text?: string | undefined; targetRole?: string | null | undefined }): Promise<StoredResume | undefined> {
  return db.transaction().execute(async (transaction) => {
    const row = await transaction
      .updateTable('resumes')
      .set({
        ...(change.text === undefined ? {} : { text: storableText(change.text), confirmed: true, embedding: null, embeddingModel: null }),
        ...(change.targetRole === undefined ? {} : { targetRole: change.targetRole && storableText(change.targetRole) }),
        updatedAt: sql`now()`,
      })
      .where('id', '=', id)
      .where('userId', '=', userId)
      .returning(columns)
      .executeTakeFirst();
    if (row !== undefined && change.text !== undefined) await transaction.deleteFrom('resumePassages').where('resumeId', '=', id).execute();
    return row && asResume(row);
  });
}

/** The row with its passages, vectors and analyses; the file is the caller's. @returns whether it was there */
export async function deleteResume(db: Database, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('resumes').where('id', '=', id).where('userId', '=', userId).executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Undefined when the person has no such résumé. */
export async function createResumeAnalysis(db: Database, userId: string, order: { resumeId: string; jobDescription: string | null; targetRole: string | undefined }): Promise<ResumeAnalysis | undefined> {
  const resume = await findResume(db, userId, order.resumeId);
  if (resume === undefined) return undefined;
  const { id } = await db
    .insertInto('resumeAnalyses')
    .values({
      resumeId: resume.id,
      text: resume.text,
      jobDescription: order.jobDescription === null || order.jobDescription === '' ? null : storableText(order.jobDescription),
      targetRole: order.targetRole === undefined ? resume.targetRole : storableText(order.targetRole),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return findResumeAnalysis(db, userId, id);
}

/** For an order that nobody could be given. */
export async function dropResumeAnalysis(db: Database, id: string): Promise<void> {
  await db.deleteFrom('resumeAnalyses').where('id', '=', id).execute();
}

export async function findResumeAnalysis(db: Database, userId: string, id: string): Promise<ResumeAnalysis | undefined> {
  const row = await db
    .selectFrom('resumeAnalyses as a')
    .innerJoin('resumes as r', 'r.id', 'a.resumeId')
    .select((eb) => eb('a.text', '=', eb.ref('r.text')).$castTo<boolean>().as('current'))
    .select(['a.id', 'a.resumeId', 'a.status', 'a.step', 'a.percent', 'a.result', 'a.failure', 'a.createdAt', 'a.completedAt'])
    .where('a.id', '=', id)
    .where('r.userId', '=', userId)
    .executeTakeFirst();
  return row && { ...row, createdAt: row.createdAt.toISOString(), completedAt: row.completedAt?.toISOString() ?? null };
}

/** Newest first. Undefined when the person has no such résumé. */
export async function listResumeAnalyses(db: Database, userId: string, resumeId: string, most: number): Promise<ListedAnalysis[] | undefined> {
  if (!(await ownsResume(db, userId, resumeId))) return undefined;
  const rows = await db
    .selectFrom('resumeAnalyses as a')
    .innerJoin('resumes as r', 'r.id', 'a.resumeId')
    .select((eb) => eb('a.text', '=', eb.ref('r.text')).$castTo<boolean>().as('current'))
    .select(sql<number | null>`(a.result -> 'match' ->> 'score')::int`.as('matchScore'))
    .select(['a.id', 'a.status', 'a.step', 'a.percent', 'a.failure', 'a.targetRole', 'a.jobDescription', 'a.createdAt', 'a.completedAt'])
    .where('a.resumeId', '=', resumeId)
    .orderBy('a.createdAt', 'desc')
    .orderBy('a.id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), completedAt: row.completedAt?.toISOString() ?? null }));
}

export interface AnalysisOrder {
  resumeId: string;
  text: string;
  readability: ReadabilityFinding[];
  jobDescription: string | null;
  targetRole: string | null;
}

/** What the analysis works from. Undefined when the résumé has been deleted meanwhile. */
export async function readAnalysisOrder(db: Database, id: string): Promise<AnalysisOrder | undefined> {
  return db
    .selectFrom('resumeAnalyses as a')
    .innerJoin('resumes as r', 'r.id', 'a.resumeId')
    .select(['a.resumeId', 'a.text', 'r.readability', 'a.jobDescription', 'a.targetRole'])
    .where('a.id', '=', id)
    .executeTakeFirst();
}

/** Says how far it is. What has ended is left as it is. */
export async function setAnalysisProgress(db: Database, id: string, step: string, percent: number): Promise<void> {
  await db.updateTable('resumeAnalyses').set({ status: 'running', step, percent }).where('id', '=', id).where('status', 'in', ['queued', 'running']).execute();
}

/** What has been found so far; undefined when nothing has, or the résumé has been deleted meanwhile. */
export async function readAnalysisDraft(db: Database, id: string): Promise<ResumeAnalysisResult | undefined> {
  return (await db.selectFrom('resumeAnalyses').select('draft').where('id', '=', id).executeTakeFirst())?.draft ?? undefined;
}

/** Nothing happens when the résumé has been deleted meanwhile. */
export async function saveAnalysisDraft(db: Database, id: string, draft: ResumeAnalysisResult): Promise<void> {
  await db.updateTable('resumeAnalyses').set({ draft: storableJson(draft) }).where('id', '=', id).execute();
}

/** The draft becomes the result, and its match score also the résumé's. Repeating it changes nothing. @returns false when there is no draft (any more) */
export async function completeResumeAnalysis(db: Database, id: string): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    const { draft: result = null, status } = (await transaction.selectFrom('resumeAnalyses').select(['draft', 'status']).where('id', '=', id).forUpdate().executeTakeFirst()) ?? {};
    if (result === null) return status === 'completed';
    const row = await transaction
      .updateTable('resumeAnalyses')
      .set({ status: 'completed', step: 'The analysis is ready', percent: 100, result: storableJson(result), draft: null, failure: null, completedAt: sql`now()` })
      .where('id', '=', id)
      .returning('resumeId')
      .executeTakeFirst();
    if (row === undefined) return false;
    const score = result.match?.score;
    await transaction
      .updateTable('resumes')
      .set({ analysisResult: storableJson(result), ...(score == null ? {} : { matchScore: score }) })
      .where('id', '=', row.resumeId)
      .execute();
    return true;
  });
}

export async function failResumeAnalysis(db: Database, id: string, failure: string): Promise<void> {
  await db.updateTable('resumeAnalyses').set({ status: 'failed', failure, draft: null, completedAt: sql`now()` }).where('id', '=', id).where('status', '!=', 'completed').execute();
}

const shown = ['id', 'fileName', 'format', 'sizeBytes', 'pages', 'targetRole', 'confirmed', 'matchScore', 'createdAt', 'updatedAt'] as const;
const columns = [...shown, 'fileUrl', 'text', 'readability'] as const;

function asResume({ fileUrl, createdAt, updatedAt, ...row }: Omit<StoredResume, 'fileKey' | 'createdAt' | 'updatedAt'> & { fileUrl: string; createdAt: Date; updatedAt: Date }): StoredResume {
  return { ...row, fileKey: fileUrl, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
