import { sql } from 'kysely';
import type { Database } from './connect.ts';

/** A candidate lets a coach see one interview, or all of them (`interviewId` null). */
export interface Grant {
  id: string;
  candidateId: string;
  candidateName: string;
  coachId: string;
  coachName: string;
  interviewId: string | null;
  createdAt: string;
}

/** Whether the interview's owner has given this coach access, to it or to all, and has not taken it back. */
export async function isGranted(db: Database, coachId: string, interviewId: string): Promise<boolean> {
  return (await grantsFor(db, coachId, interviewId).executeTakeFirst()) !== undefined;
}

/** The same, and the account is still a coach's and not disabled: who may be in the room, whatever an older token says. */
export async function mayCoachNow(db: Database, coachId: string, interviewId: string): Promise<boolean> {
  const row = await grantsFor(db, coachId, interviewId)
    .innerJoin('users as coach', 'coach.id', 'coachGrants.coachId')
    .where('coach.role', '=', 'coach')
    .where('coach.disabledAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

const grantsFor = (db: Database, coachId: string, interviewId: string) =>
  db
    .selectFrom('interviews')
    .innerJoin('coachGrants', 'coachGrants.candidateId', 'interviews.userId')
    .select('coachGrants.id')
    .where('interviews.id', '=', interviewId)
    .where('coachGrants.coachId', '=', coachId)
    .where((eb) => eb.or([eb('coachGrants.interviewId', 'is', null), eb('coachGrants.interviewId', '=', interviewId)]))
    .limit(1);

/** Repeating it changes nothing. @returns the grant's id */
export async function addGrant(db: Database, grant: Pick<Grant, 'candidateId' | 'coachId' | 'interviewId'>): Promise<string> {
  const row = await db
    .insertInto('coachGrants')
    .values(grant)
    // Sets what stands there already, so that the row comes back.
    .onConflict((conflict) => conflict.columns(['coachId', 'candidateId', 'interviewId']).doUpdateSet({ coachId: grant.coachId }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

export async function findGrant(db: Database, id: string): Promise<Grant | undefined> {
  const row = await select(db).where('coachGrants.id', '=', id).executeTakeFirst();
  return row && asGrant(row);
}

/** Given and received, newest first. */
export async function listGrants(db: Database, userId: string): Promise<Grant[]> {
  const rows = await select(db)
    .where((eb) => eb.or([eb('coachGrants.candidateId', '=', userId), eb('coachGrants.coachId', '=', userId)]))
    .orderBy('coachGrants.id', 'desc')
    .execute();
  return rows.map(asGrant);
}

/** By either side. @returns the grant that was ended, or undefined when there is none between these two */
export async function endGrant(db: Database, id: string, userId: string): Promise<Pick<Grant, 'candidateId' | 'coachId' | 'interviewId'> | undefined> {
  return db
    .deleteFrom('coachGrants')
    .where('id', '=', id)
    .where((eb) => eb.or([eb('candidateId', '=', userId), eb('coachId', '=', userId)]))
    .returning(['candidateId', 'coachId', 'interviewId'])
    .executeTakeFirst();
}

/** The candidate's interviews that run now and that this coach may not see (any more). */
export async function runningWithoutGrant(db: Database, candidateId: string, coachId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('interviews')
    .select('id')
    .where('userId', '=', candidateId)
    .where('status', 'in', ['in_progress', 'finishing'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('coachGrants')
            .select(sql`1`.as('one'))
            .where('coachGrants.candidateId', '=', candidateId)
            .where('coachGrants.coachId', '=', coachId)
            .where((eb) => eb.or([eb('coachGrants.interviewId', 'is', null), eb('coachGrants.interviewId', '=', eb.ref('interviews.id'))])),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}

function select(db: Database) {
  return db
    .selectFrom('coachGrants')
    .innerJoin('users as candidate', 'candidate.id', 'coachGrants.candidateId')
    .innerJoin('users as coach', 'coach.id', 'coachGrants.coachId')
    .select(['coachGrants.id', 'candidateId', 'coachId', 'interviewId', 'coachGrants.createdAt', 'candidate.fullName as candidateName', 'coach.fullName as coachName']);
}

function asGrant(row: Omit<Grant, 'createdAt'> & { createdAt: Date }): Grant {
  return { ...row, createdAt: row.createdAt.toISOString() };
}
