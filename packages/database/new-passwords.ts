/**
 * A password is replaced only together with what has to end with it, and never over one that somebody else has set meanwhile:
 * checking and hashing take a quarter of a second, in which a lot can happen.
 */
import { sql, type Transaction } from 'kysely';
import type { Database } from './connect.ts';
import { takeOneTimeToken } from './one-time-tokens.ts';
import type { Schema } from './schema.ts';
import { endAllSessions } from './sessions.ts';
import { findUserById, type Account } from './users.ts';

/** A stronger hash of the same password. @returns false when the password has been changed meanwhile: it stays as it is */
export async function renewPasswordHash(db: Database, userId: string, known: string, stronger: string): Promise<boolean> {
  return replaceHash(db, userId, known, stronger);
}

/**
 * By somebody who knows the password; all sessions but the one that goes on end in the same moment.
 * @returns false when it has been changed meanwhile: nothing happens
 */
export async function changePassword(db: Database, userId: string, { known, next, goesOn }: { known: string; next: string; goesOn: string | undefined }): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    if (!(await replaceHash(transaction, userId, known, next))) return false;
    await endAllSessions(transaction, userId, 'password-changed', goesOn);
    return true;
  });
}

/**
 * By somebody who has opened the letter: their address is confirmed, and every session ends. While nobody had confirmed the
 * address, somebody else may have made the account for it: what they gave to others ends as well.
 * @returns undefined when the token is not valid (any more); else the account, and the coaches who have lost their grants
 */
export async function resetPassword(db: Database, tokenHash: Buffer, next: string): Promise<{ account: Account; formerCoachIds: string[] } | undefined> {
  return db.transaction().execute(async (transaction) => {
    const used = await takeOneTimeToken(transaction, tokenHash, ['reset-password']);
    if (used === undefined) return undefined;
    // Not `for update`: a grant that is being made holds its invitation and looks at this row, and we are going to wait for it.
    const before = await transaction.selectFrom('users').select('emailVerifiedAt').where('id', '=', used.userId).forNoKeyUpdate().executeTakeFirstOrThrow();
    const now = new Date();
    await transaction.updateTable('users').set({ passwordHash: next, emailVerifiedAt: before.emailVerifiedAt ?? now, updatedAt: now }).where('id', '=', used.userId).execute();
    await endAllSessions(transaction, used.userId, 'password-changed');
    const formerCoachIds = before.emailVerifiedAt === null ? await removeGivenAccess(transaction, used.userId) : [];
    const account = await findUserById(transaction, used.userId);
    return account && { account, formerCoachIds };
  });
}

/** Everything that lets others see this candidate's interviews. @returns the coaches who could */
async function removeGivenAccess(transaction: Transaction<Schema>, candidateId: string): Promise<string[]> {
  // Invitations first: one that is being accepted at this moment is waited for, and its grant is found below.
  await transaction.deleteFrom('coachInvites').where('candidateId', '=', candidateId).execute();
  const grants = await transaction.deleteFrom('coachGrants').where('candidateId', '=', candidateId).returning('coachId').execute();
  await transaction.deleteFrom('shareLinks').where('interviewId', 'in', (of) => of.selectFrom('interviews').select('id').where('userId', '=', candidateId)).execute();
  return [...new Set(grants.map(({ coachId }) => coachId))];
}

async function replaceHash(db: Pick<Database, 'updateTable'>, userId: string, known: string, next: string): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('users').set({ passwordHash: next, updatedAt: sql`now()` }).where('id', '=', userId).where('passwordHash', '=', known).executeTakeFirst();
  return numUpdatedRows === 1n;
}
