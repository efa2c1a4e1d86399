import { sql } from 'kysely';
import type { CoachInvite, OpenedCoachInvite } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { holdSignIn } from './open-access.ts';

export interface NewInvite {
  candidateId: string;
  /** Null: all of the candidate's interviews. */
  interviewId: string | null;
  email: string | null;
  /** SHA-256 of the link's token. */
  tokenHash: Buffer;
  expiresAt: Date;
}

const columns = ['id', 'interviewId', 'email', 'createdAt', 'expiresAt'] as const;

/**
 * Clears away the candidate's expired invitations on the way.
 * @param sessionId the sign-in that asks, if there is one @returns undefined when `atMost` are waiting already
 * @throws SignInEndedError
 */
export async function addCoachInvite(db: Database, invite: NewInvite, atMost: number, sessionId?: string): Promise<CoachInvite | undefined> {
  return db.transaction().execute(async (transaction) => {
    // The candidate's row is the lock that makes two additions follow each other.
    await transaction.selectFrom('users').select('id').where('id', '=', invite.candidateId).forUpdate().execute();
    await holdSignIn(transaction, { userId: invite.candidateId, sessionId });
    await transaction.deleteFrom('coachInvites').where('candidateId', '=', invite.candidateId).where('expiresAt', '<=', sql<Date>`now()`).execute();
    const { waiting } = await transaction
      .selectFrom('coachInvites')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('candidateId', '=', invite.candidateId)
      .executeTakeFirstOrThrow();
    if (waiting >= atMost) return undefined;
    return asInvite(await transaction.insertInto('coachInvites').values(invite).returning(columns).executeTakeFirstOrThrow());
  });
}

/** Those that wait for an answer, newest first. */
export async function listCoachInvites(db: Database, candidateId: string): Promise<CoachInvite[]> {
  const rows = await db
    .selectFrom('coachInvites')
    .select(columns)
    .where('candidateId', '=', candidateId)
    .where('expiresAt', '>', sql<Date>`now()`)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(asInvite);
}

/** @returns whether there was one to take back */
export async function revokeCoachInvite(db: Database, id: string, candidateId: string): Promise<boolean> {
  const removed = await db.deleteFrom('coachInvites').where('id', '=', id).where('candidateId', '=', candidateId).executeTakeFirst();
  return removed.numDeletedRows === 1n;
}

/** Whose invitation this is; undefined when it is unknown, used, revoked or expired. */
export async function findCoachInvite(db: Database, tokenHash: Buffer): Promise<{ candidateId: string; interviewId: string | null } | undefined> {
  return db
    .selectFrom('coachInvites')
    .select(['candidateId', 'interviewId'])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** What the invitation's holder sees before accepting; undefined when it is unknown, used, revoked or expired. */
export async function describeCoachInvite(db: Database, tokenHash: Buffer): Promise<{ candidateId: string; interview: OpenedCoachInvite['interview']; candidateName: string; expiresAt: Date } | undefined> {
  const found = await db
    .selectFrom('coachInvites as invite')
    .innerJoin('users as candidate', 'candidate.id', 'invite.candidateId')
    .leftJoin('interviews as interview', 'interview.id', 'invite.interviewId')
    .select(['invite.candidateId', 'invite.expiresAt', 'candidate.fullName as candidateName', 'interview.type', 'interview.role', 'interview.level'])
    .where('invite.tokenHash', '=', tokenHash)
    .where('invite.expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { type, role, level, ...invite } = found;
  return { ...invite, interview: type === null || role === null || level === null ? null : { type, role, level } };
}

/** Turns the invitation into a grant, once. @returns the grant's id, or undefined when somebody was faster */
export async function acceptCoachInvite(db: Database, tokenHash: Buffer, coachId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    with invite as (
      delete from coach_invites where token_hash = ${tokenHash} and expires_at > now() and candidate_id <> ${coachId} returning candidate_id, interview_id)
    insert into coach_grants (candidate_id, coach_id, interview_id)
    select candidate_id, ${coachId}, interview_id from invite
    -- Sets what stands there already, so that the row comes back.
    on conflict (coach_id, candidate_id, interview_id) do update set coach_id = excluded.coach_id
    returning id`.execute(db);
  return rows[0]?.id;
}

function asInvite({ createdAt, expiresAt, ...row }: Omit<CoachInvite, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date }): CoachInvite {
  return { ...row, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
