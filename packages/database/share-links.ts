import { sql } from 'kysely';
import type { Share, ShareScope } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { holdSignIn } from './open-access.ts';

export interface NewShareLink {
  interviewId: string;
  /** SHA-256 of the link's token. */
  tokenHash: Buffer;
  scope: ShareScope[];
  expiresAt: Date;
}
/** What a valid link leads to. */
export interface OpenedShare {
  interviewId: string;
  candidateName: string;
  scope: ShareScope[];
  expiresAt: Date;
}

const columns = ['id', 'scope', 'createdAt', 'expiresAt', 'revokedAt', 'views', 'lastViewedAt'] as const;

/**
 * @param by the sign-in that asks, if there is one @returns undefined when `atMost` links of this interview are open already
 * @throws SignInEndedError
 */
export async function addShareLink(db: Database, link: NewShareLink, atMost: number, by?: { userId: string; sessionId?: string | undefined }): Promise<Share | undefined> {
  return db.transaction().execute(async (transaction) => {
    if (by !== undefined) await holdSignIn(transaction, by);
    // The interview's row is the lock that makes two additions follow each other.
    await transaction.selectFrom('interviews').select('id').where('id', '=', link.interviewId).forUpdate().execute();
    const { open } = await transaction
      .selectFrom('shareLinks')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('interviewId', '=', link.interviewId)
      .where('revokedAt', 'is', null)
      .where('expiresAt', '>', sql<Date>`now()`)
      .executeTakeFirstOrThrow();
    if (open >= atMost) return undefined;
    return asShare(await transaction.insertInto('shareLinks').values(link).returning(columns).executeTakeFirstOrThrow());
  });
}

/** Newest first, also those that are over. */
export async function listShareLinks(db: Database, interviewId: string): Promise<Share[]> {
  const rows = await db.selectFrom('shareLinks').select(columns).where('interviewId', '=', interviewId).orderBy('id', 'desc').limit(200).execute();
  return rows.map(asShare);
}

/** May be repeated. @returns whether the interview has this link */
export async function revokeShareLink(db: Database, interviewId: string, id: string): Promise<boolean> {
  const changed = await db
    .updateTable('shareLinks')
    .set((eb) => ({ revokedAt: eb.fn.coalesce('revokedAt', sql<Date>`now()`) }))
    .where('interviewId', '=', interviewId)
    .where('id', '=', id)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** Undefined when the token is unknown, expired or revoked. @param view counted, when it is one */
export async function openShareLink(db: Database, tokenHash: Buffer, { view }: { view: boolean }): Promise<OpenedShare | undefined> {
  const { rows } = await sql<OpenedShare>`
    update share_links set
      views = views + ${view ? 1 : 0}::integer,
      last_viewed_at = case when ${view}::boolean then now() else last_viewed_at end
    from interviews join users on users.id = interviews.user_id
    where token_hash = ${tokenHash} and revoked_at is null and expires_at > now() and interviews.id = share_links.interview_id
    returning interview_id, users.full_name as candidate_name, scope, expires_at`.execute(db);
  return rows[0];
}

type ShareRow = { [K in keyof Share]: K extends 'createdAt' | 'expiresAt' ? Date : K extends 'revokedAt' | 'lastViewedAt' ? Date | null : Share[K] };
function asShare({ createdAt, expiresAt, revokedAt, lastViewedAt, ...row }: ShareRow): Share {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    lastViewedAt: lastViewedAt?.toISOString() ?? null,
  };
}
