/**
 * Sessions and their refresh tokens. A token is known by its SHA-256 and belongs to a generation of its session; each refresh
 * begins the next generation. So an old token shows by its generation, and two of the same generation (see `graceMs`) cannot
 * both go on.
 */
import { sql } from 'kysely';
import type { SignInMethod } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import type { SessionEnd } from './schema.ts';
import { storableText } from './storable-text.ts';
import { findUserById, type Account } from './users.ts';

export interface NewSession {
  userId: string;
  method: SignInMethod;
  userAgent: string | null;
  /** SHA-256 of the refresh token. */
  tokenHash: Buffer;
}
export interface SessionRow {
  id: string;
  method: SignInMethod;
  userAgent: string | null;
  createdAt: Date;
  rotatedAt: Date;
  expiresAt: Date;
}
export type Rotation =
  | { outcome: 'rotated'; sessionId: string; account: Account; expiresAt: Date }
  /** An old token came back: the session has been ended. */
  | { outcome: 'reused'; sessionId: string; userId: string }
  /** The account has been disabled since: the session has been ended. */
  | { outcome: 'disabled'; account: Account }
  /** Never given out, over, or of a session that has ended. */
  | { outcome: 'unknown' };

export const sessionDefaults = {
  /** Without a refresh for so long, one has to sign in again. */
  idleMs: 7 * 24 * 3600_000,
  /** The longest a session lasts however often it is refreshed. */
  longestMs: 90 * 24 * 3600_000,
  /**
   * For so long after a rotation the token before it gives another one of the new generation: the answer to a client may be lost,
   * and two of its requests may refresh at once. Whoever uses the second token of a generation later than that ends the session.
   */
  graceMs: 10_000,
  /** Of what a client calls itself. */
  longestUserAgent: 300,
} as const;

/** Begins a session of generation 0. */
export async function createSession(db: Database, session: NewSession): Promise<{ id: string; expiresAt: Date }> {
  return db.transaction().execute((transaction) => insertSession(transaction, session));
}

/**
 * The same for a password that was verified, which takes a while. The account's row is held until the session is there: who
 * changes the password or disables the account waits for it, and then ends this session too.
 * @returns undefined when the hash is not the account's any more, or the account has been disabled
 */
export async function createPasswordSession(db: Database, session: NewSession, passwordHash: string): Promise<{ id: string; expiresAt: Date } | undefined> {
  return db.transaction().execute(async (transaction) => {
    const same = await transaction.selectFrom('users').select('id').where('id', '=', session.userId).where('passwordHash', '=', passwordHash).where('disabledAt', 'is', null).forShare().executeTakeFirst();
    return same && insertSession(transaction, session);
  });
}

async function insertSession(transaction: Pick<Database, 'insertInto'>, { userId, method, userAgent, tokenHash }: NewSession): Promise<{ id: string; expiresAt: Date }> {
  const session = await transaction
    .insertInto('sessions')
    .values({ userId, method, userAgent: userAgent === null ? null : storableText(userAgent).slice(0, sessionDefaults.longestUserAgent), expiresAt: new Date(Date.now() + sessionDefaults.idleMs) })
    .returning(['id', 'expiresAt'])
    .executeTakeFirstOrThrow();
  await transaction.insertInto('refreshTokens').values({ tokenHash, sessionId: session.id, generation: 0, expiresAt: session.expiresAt }).execute();
  return session;
}

/** Takes a refresh token and puts the next in its place. Two at once wait for each other. @param now for tests */
export async function rotateRefreshToken(db: Database, tokenHash: Buffer, nextHash: Buffer, now = new Date()): Promise<Rotation> {
  return db.transaction().execute(async (transaction): Promise<Rotation> => {
    const token = await transaction.selectFrom('refreshTokens').select(['sessionId', 'generation', 'expiresAt']).where('tokenHash', '=', tokenHash).executeTakeFirst();
    if (token === undefined || token.expiresAt <= now) return { outcome: 'unknown' };
    const session = await transaction.selectFrom('sessions').selectAll().where('id', '=', token.sessionId).forUpdate().executeTakeFirst();
    if (session === undefined || session.endedAt !== null || session.expiresAt <= now) return { outcome: 'unknown' };
    const { id: sessionId, userId } = session;

    const current = token.generation === session.generation;
    const justBefore = token.generation === session.generation - 1 && now.getTime() - session.rotatedAt.getTime() <= sessionDefaults.graceMs;
    if (!current && !justBefore) {
      await transaction.updateTable('sessions').set({ endedAt: now, endReason: 'reused' }).where('id', '=', sessionId).execute();
      return { outcome: 'reused', sessionId, userId };
    }
    // In here, so that nothing can fail between the rotation and the answer: the client would be left with an old token.
    const account = await findUserById(transaction, userId);
    if (account === undefined) return { outcome: 'unknown' };
    if (account.disabledAt !== null) {
      await transaction.updateTable('sessions').set({ endedAt: now, endReason: 'disabled' }).where('id', '=', sessionId).execute();
      return { outcome: 'disabled', account };
    }
    const generation = token.generation + 1;
    const expiresAt = new Date(Math.min(now.getTime() + sessionDefaults.idleMs, session.createdAt.getTime() + sessionDefaults.longestMs));
    if (current) await transaction.updateTable('sessions').set({ generation, rotatedAt: now, expiresAt }).where('id', '=', sessionId).execute();
    await transaction.insertInto('refreshTokens').values({ tokenHash: nextHash, sessionId, generation, expiresAt }).execute();
    return { outcome: 'rotated', sessionId, account, expiresAt };
  });
}

/** Those that go on, the one used last first. */
export async function listSessions(db: Database, userId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'method', 'userAgent', 'createdAt', 'rotatedAt', 'expiresAt'])
    .where('userId', '=', userId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', sql<Date>`now()`)
    .orderBy('rotatedAt', 'desc')
    .limit(100)
    .execute();
}

/** @returns whether there was one to end. */
export async function endSession(db: Database, userId: string, sessionId: string, endReason: SessionEnd): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions').set({ endedAt: new Date(), endReason })
    .where('id', '=', sessionId).where('userId', '=', userId).where('endedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends the session that a refresh token belongs to, an old token included. @returns whose it was, when there was one to end */
export async function endSessionOfToken(db: Database, tokenHash: Buffer, endReason: SessionEnd): Promise<string | undefined> {
  const ended = await db
    .updateTable('sessions').set({ endedAt: new Date(), endReason })
    .where('endedAt', 'is', null)
    .where('id', 'in', (of) => of.selectFrom('refreshTokens').select('sessionId').where('tokenHash', '=', tokenHash))
    .returning('userId')
    .executeTakeFirst();
  return ended?.userId;
}

/** @param db also a transaction @param except one that goes on @returns how many were ended */
export async function endAllSessions(db: Pick<Database, 'updateTable'>, userId: string, endReason: SessionEnd, except?: string): Promise<number> {
  let query = db.updateTable('sessions').set({ endedAt: new Date(), endReason }).where('userId', '=', userId).where('endedAt', 'is', null);
  if (except !== undefined) query = query.where('id', '!=', except);
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/**
 * Removes what can no longer be used: refresh and one-time tokens that are over, sessions that are over or ended.
 * @param before sessions that were over by then; they are kept for a while for whoever asks when they were signed out
 */
export async function removeOverAccess(db: Database, before: Date): Promise<{ sessions: number; tokens: number }> {
  const now = new Date();
  const sessions = await db.deleteFrom('sessions').where((where) => where.or([where('endedAt', '<', before), where('expiresAt', '<', before)])).executeTakeFirst();
  const refresh = await db.deleteFrom('refreshTokens').where('expiresAt', '<', now).executeTakeFirst();
  const oneTime = await db.deleteFrom('oneTimeTokens').where('expiresAt', '<', now).executeTakeFirst();
  return { sessions: Number(sessions.numDeletedRows), tokens: Number(refresh.numDeletedRows + oneTime.numDeletedRows) };
}
