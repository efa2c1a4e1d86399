import { sql } from 'kysely';
import type { ScoreOverride } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableText } from './storable-text.ts';

export interface NewScoreOverride {
  interviewId: string;
  coachId: string;
  dimension: ScoreOverride['dimension'];
  /** 0–100. */
  value: number;
  reason: string;
}

/** One per coach and dimension: putting it again replaces one's own, and never another's or the machine's. */
export async function putScoreOverride(db: Database, { interviewId, coachId, dimension, ...given }: NewScoreOverride): Promise<ScoreOverride> {
  const score = { value: given.value, reason: storableText(given.reason) };
  await db
    .insertInto('scoreOverrides')
    .values({ interviewId, coachId, dimension, ...score })
    .onConflict((conflict) => conflict.columns(['interviewId', 'dimension', 'coachId']).doUpdateSet({ ...score, updatedAt: sql`now()` }))
    .execute();
  return asOverride(await select(db).where('interviewId', '=', interviewId).where('coachId', '=', coachId).where('dimension', '=', dimension).executeTakeFirstOrThrow());
}

/** @returns whether there was one */
export async function removeScoreOverride(db: Database, { interviewId, coachId, dimension }: Pick<NewScoreOverride, 'interviewId' | 'coachId' | 'dimension'>): Promise<boolean> {
  const removed = await db.deleteFrom('scoreOverrides').where('interviewId', '=', interviewId).where('coachId', '=', coachId).where('dimension', '=', dimension).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}

/** In the order in which they were first given. */
export async function listScoreOverrides(db: Database, interviewId: string): Promise<ScoreOverride[]> {
  const rows = await select(db).where('interviewId', '=', interviewId).orderBy('scoreOverrides.createdAt').orderBy('dimension').execute();
  return rows.map(asOverride);
}

function select(db: Database) {
  return db
    .selectFrom('scoreOverrides')
    .innerJoin('users', 'users.id', 'scoreOverrides.coachId')
    .select(['dimension', 'value', 'reason', 'coachId', 'users.fullName as coachName', 'scoreOverrides.createdAt', 'scoreOverrides.updatedAt']);
}

function asOverride(row: Omit<ScoreOverride, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date }): ScoreOverride {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
