import { sql } from 'kysely';
import type { Recording } from '@greenroom/contracts';
import type { Database } from './connect.ts';

export async function upsertRecording(db: Database, recording: Recording): Promise<void> {
  await db
    .insertInto('recordings')
    .values(recording)
    .onConflict((conflict) => conflict.column('interviewId').doUpdateSet({ ...recording, updatedAt: sql`now()` }))
    .execute();
}

export async function findRecording(db: Database, interviewId: string): Promise<Recording | undefined> {
  return db
    .selectFrom('recordings')
    .select(['interviewId', 'status', 'contentType', 'durationSeconds', 'offsetSeconds', 'sizeBytes', 'segments'])
    .where('interviewId', '=', interviewId)
    .executeTakeFirst();
}
