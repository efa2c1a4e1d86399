/** Recordings whose time is over. */
import { sql } from 'kysely';
import { AccountSettings } from '@greenroom/contracts';
import type { Database } from './connect.ts';

const defaultDays = AccountSettings.parse({}).recordingRetentionDays;

/** Recordings that are older than their owner wants to keep them, the oldest first. */
export async function recordingsToRemove(db: Database, now: Date, limit: number): Promise<string[]> {
  const days = sql<number | null>`case when users.settings ? 'recordingRetentionDays' then (users.settings ->> 'recordingRetentionDays')::integer else ${defaultDays}::integer end`;
  const rows = await db
    .selectFrom('recordings')
    .innerJoin('interviews', 'interviews.id', 'recordings.interviewId')
    .innerJoin('users', 'users.id', 'interviews.userId')
    .select('recordings.interviewId')
    // Also pieces that were never joined; an interview that is being held keeps what it has.
    .where('recordings.status', 'in', ['ready', 'recording', 'joining'])
    .where('interviews.status', 'not in', ['in_progress', 'finishing'])
    // Null days keep it: the comparison is then not true.
    .where(sql<boolean>`recordings.created_at < ${now}::timestamptz - make_interval(days => ${days})`)
    .orderBy('recordings.createdAt')
    .limit(limit)
    .execute();
  return rows.map(({ interviewId }) => interviewId);
}

/** Its file is gone; length and place on the clock stay, so that marks keep their times. */
export async function markRecordingExpired(db: Database, interviewId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction.updateTable('recordings').set({ status: 'expired', sizeBytes: null, updatedAt: sql`now()` }).where('interviewId', '=', interviewId).where('status', 'in', ['ready', 'recording', 'joining']).execute();
    await transaction.deleteFrom('recordingPeaks').where('interviewId', '=', interviewId).execute();
    await transaction.updateTable('interviewQuestions').set({ answerAudioUrl: null }).where('interviewId', '=', interviewId).execute();
  });
}

/** Invitations hold the address of somebody who may never have had an account. @returns how many were removed */
export async function removeOverInvites(db: Database, overBefore: Date): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('coachInvites').where('expiresAt', '<', overBefore).executeTakeFirst();
  return Number(numDeletedRows);
}
