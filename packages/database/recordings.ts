import { sql } from 'kysely';
import type { Peaks, Recording } from '@greenroom/contracts';
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

/** What draws a recording; kept as long as its file. */
export async function savePeaks(db: Database, interviewId: string, { perSecond, candidate, interviewer }: Peaks): Promise<void> {
  const peaks = { perSecond, candidate, interviewer };
  await db
    .insertInto('recordingPeaks')
    .values({ interviewId, ...peaks })
    .onConflict((conflict) => conflict.column('interviewId').doUpdateSet(peaks))
    .execute();
}

export async function findPeaks(db: Database, interviewId: string): Promise<Peaks | undefined> {
  return db.selectFrom('recordingPeaks').select(['perSecond', 'candidate', 'interviewer']).where('interviewId', '=', interviewId).executeTakeFirst();
}
