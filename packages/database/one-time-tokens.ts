/** What works once: the links of letters, and the code that a sign-in with a provider ends with. Known by their SHA-256. */
import { sql } from 'kysely';
import type { Database } from './connect.ts';
import type { TokenPurpose } from './schema.ts';

export interface NewOneTimeToken {
  userId: string;
  purpose: TokenPurpose;
  tokenHash: Buffer;
  lifeMs: number;
  /** What only the client that began can answer: base64url SHA-256 of its verifier. */
  challenge?: string | undefined;
}

export async function createOneTimeToken(db: Database, { userId, purpose, tokenHash, lifeMs, challenge = undefined }: NewOneTimeToken): Promise<void> {
  await db.insertInto('oneTimeTokens').values({ userId, purpose, tokenHash, challenge: challenge ?? null, expiresAt: new Date(Date.now() + lifeMs) }).execute();
}

/**
 * Uses a token up, together with all others of its purpose that the person has.
 * @returns undefined when it was never given out, has been used, or is over
 */
export async function useOneTimeToken(
  db: Database,
  tokenHash: Buffer,
  purposes: readonly TokenPurpose[],
): Promise<{ userId: string; purpose: TokenPurpose; challenge: string | null } | undefined> {
  return db.transaction().execute((transaction) => takeOneTimeToken(transaction, tokenHash, purposes));
}

/** The same as a part of what it is used for: when that fails, the token is not used up. */
export async function takeOneTimeToken(
  transaction: Pick<Database, 'updateTable'>,
  tokenHash: Buffer,
  purposes: readonly TokenPurpose[],
): Promise<{ userId: string; purpose: TokenPurpose; challenge: string | null } | undefined> {
  const used = await transaction
    .updateTable('oneTimeTokens').set({ usedAt: new Date() })
    .where('tokenHash', '=', tokenHash).where('purpose', 'in', purposes).where('usedAt', 'is', null).where('expiresAt', '>', sql<Date>`now()`)
    .returning(['userId', 'purpose', 'challenge'])
    .executeTakeFirst();
  if (used === undefined) return undefined;
  await transaction.updateTable('oneTimeTokens').set({ usedAt: new Date() }).where('userId', '=', used.userId).where('purpose', '=', used.purpose).where('usedAt', 'is', null).execute();
  return used;
}

/** Whose it is, without using it. Undefined when it was never given out, has been used, or is over. */
export async function findOneTimeToken(db: Database, tokenHash: Buffer, purpose: TokenPurpose): Promise<{ userId: string } | undefined> {
  return db
    .selectFrom('oneTimeTokens').select('userId')
    .where('tokenHash', '=', tokenHash).where('purpose', '=', purpose).where('usedAt', 'is', null).where('expiresAt', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** How many a person was given since then, used or not. */
export async function countOneTimeTokens(db: Database, userId: string, purpose: TokenPurpose, since: Date): Promise<number> {
  const { count } = await db.selectFrom('oneTimeTokens').select((of) => of.fn.countAll<number>().as('count')).where('userId', '=', userId).where('purpose', '=', purpose).where('createdAt', '>', since).executeTakeFirstOrThrow();
  return Number(count);
}
