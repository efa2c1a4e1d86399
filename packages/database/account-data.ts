/**
 * All that is kept about one person, for a copy of it. Every table is either here, with how its rows belong to the person, or
 * in `notInExport` with the reason; a test compares both with the database, so that a new table cannot be forgotten.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Database } from './connect.ts';
import type { Schema } from './schema.ts';

type Table = keyof Schema;
interface Part {
  table: Table;
  /** Which rows. @param id of the person, the interview or the résumé */
  of: (id: string) => RawBuilder<unknown>;
  /** Columns that are left out, with the reason. */
  without?: Readonly<Record<string, string>>;
  /** Where the same table appears twice: the name of this part. */
  as?: string;
}

const secret = 'a secret, or made from one';
const derived = 'made from the text beside it, for searching';

/** Once per person. */
export const ofAccount: readonly Part[] = [
  { table: 'users', of: (id) => sql`id = ${id}`, without: { passwordHash: secret } },
  { table: 'sessions', of: (id) => sql`user_id = ${id}` },
  { table: 'identities', of: (id) => sql`user_id = ${id}` },
  { table: 'accountExports', of: (id) => sql`user_id = ${id}` },
  { table: 'coachGrants', of: (id) => sql`${id} in (candidate_id, coach_id)` },
  { table: 'coachInvites', of: (id) => sql`candidate_id = ${id}`, without: { tokenHash: secret } },
  // What one wrote as a coach about somebody else's interview is one's own writing.
  { table: 'notes', as: 'notesOnOthers', of: (id) => sql`author_id = ${id} and interview_id not in (select id from interviews where user_id = ${id})` },
  { table: 'scoreOverrides', as: 'scoresGivenToOthers', of: (id) => sql`coach_id = ${id} and interview_id not in (select id from interviews where user_id = ${id})` },
];

/** Once per interview. */
export const ofInterview: readonly Part[] = [
  { table: 'interviews', of: (id) => sql`id = ${id}` },
  { table: 'interviewQuestions', of: (id) => sql`interview_id = ${id} order by position` },
  { table: 'turns', of: (id) => sql`interview_id = ${id} order by seq` },
  { table: 'words', of: (id) => sql`interview_id = ${id} order by seq, position` },
  { table: 'marks', of: (id) => sql`interview_id = ${id} order by seq, position` },
  { table: 'measures', of: (id) => sql`interview_id = ${id} order by seq` },
  { table: 'interviewAnalytics', of: (id) => sql`interview_id = ${id}` },
  { table: 'reports', of: (id) => sql`interview_id = ${id}` },
  { table: 'recordings', of: (id) => sql`interview_id = ${id}` },
  { table: 'recordingPeaks', of: (id) => sql`interview_id = ${id}` },
  // A coach's private notes are the coach's: they are in the coach's own copy.
  { table: 'notes', of: (id) => sql`interview_id = ${id} and (visibility = 'shared' or author_id = (select user_id from interviews where id = ${id})) order by at_seconds` },
  { table: 'scoreOverrides', of: (id) => sql`interview_id = ${id}` },
  { table: 'shareLinks', of: (id) => sql`interview_id = ${id}`, without: { tokenHash: secret } },
];

/** Once per résumé. */
export const ofResume: readonly Part[] = [
  { table: 'resumes', of: (id) => sql`id = ${id}`, without: { embedding: derived } },
  { table: 'resumeAnalyses', of: (id) => sql`resume_id = ${id} order by created_at` },
];

/** Tables that no copy holds, and why. */
export const notInExport = {
  refreshTokens: 'hashes of secrets; the sessions that they belong to are in the copy',
  oneTimeTokens: 'hashes of secrets that are over within a day',
  resumePassages: derived,
  typedOrders: 'what was typed is here until its step; then it is a turn, which is in the copy',
  typedTalks: 'what the interviewer has in mind between two steps, made from the turns, which are in the copy',
  letters: 'a letter is here only until it is delivered',
} as const satisfies Partial<Record<Table, string>>;

/** Gives each part's name and rows. Everything of one interview or résumé fits into memory; of a whole account it need not. */
export async function readParts(db: Database, parts: readonly Part[], id: string): Promise<{ name: string; rows: Record<string, unknown>[] }[]> {
  const read = [];
  for (const { table, of, without = {}, as } of parts) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)} where ${of(id)}`.execute(db);
    read.push({ name: as ?? table, rows: rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => !(column in without)))) });
  }
  return read;
}

/** Oldest first. */
export async function ownInterviewIds(db: Database, userId: string): Promise<string[]> {
  return (await db.selectFrom('interviews').select('id').where('userId', '=', userId).orderBy('createdAt').orderBy('id').execute()).map(({ id }) => id);
}

/** Oldest first. */
export async function ownResumes(db: Database, userId: string): Promise<{ id: string; fileUrl: string; fileName: string; text: string }[]> {
  return db.selectFrom('resumes').select(['id', 'fileUrl', 'fileName', 'text']).where('userId', '=', userId).orderBy('createdAt').orderBy('id').execute();
}
