/** One's account as one sees it: profile, settings, and a deletion that is planned. */
import { sql } from 'kysely';
import { AccountSettings, type Account, type AccountChange } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { storableJson, storableText } from './storable-text.ts';

export async function findAccount(db: Database, userId: string): Promise<Account | undefined> {
  const row = await select(db).where('id', '=', userId).executeTakeFirst();
  return row && asAccount(row);
}

/** With the defaults for what was never set. Undefined when there is no such account. */
export async function findSettings(db: Database, userId: string): Promise<AccountSettings | undefined> {
  const row = await db.selectFrom('users').select('settings').where('id', '=', userId).executeTakeFirst();
  return row && AccountSettings.parse(row.settings);
}

/** Of the person whose interview it is. */
export async function findSettingsForInterview(db: Database, interviewId: string): Promise<AccountSettings | undefined> {
  const row = await db.selectFrom('users').innerJoin('interviews', 'interviews.userId', 'users.id').select('users.settings').where('interviews.id', '=', interviewId).executeTakeFirst();
  return row && AccountSettings.parse(row.settings);
}

/** Changes the keys that are given; two changes at once both hold. Undefined when there is no such account. */
export async function changeAccount(db: Database, userId: string, { fullName, role, settings }: AccountChange): Promise<Account | undefined> {
  const { mail, ...flat } = settings ?? {};
  const row = await db
    .updateTable('users')
    .set({
      ...(fullName === undefined ? {} : { fullName: storableText(fullName) }),
      ...(role === undefined ? {} : { role }),
      // Merged by the database, key by key, one level below for the choices of letters.
      settings: sql<string>`settings || ${storableJson(flat)}::jsonb ||
        case when ${mail === undefined} then '{}'::jsonb
        else jsonb_build_object('mail', coalesce(settings -> 'mail', '{}'::jsonb) || ${storableJson(mail ?? {})}::jsonb) end`,
      updatedAt: sql`now()`,
    })
    .where('id', '=', userId)
    .returning(columns)
    .executeTakeFirst();
  return row && asAccount(row);
}

/** Plans the deletion, or gives the moment of one that is planned already. Undefined when there is no such account. */
export async function planDeletion(db: Database, userId: string, dueAt: Date): Promise<Date | undefined> {
  const row = await db
    .updateTable('users')
    .set((eb) => ({ deletionPlannedAt: eb.fn.coalesce('deletionPlannedAt', eb.val(dueAt)), updatedAt: sql`now()` }))
    .where('id', '=', userId)
    .returning('deletionPlannedAt')
    .executeTakeFirst();
  return row?.deletionPlannedAt ?? undefined;
}

/** Takes a planned deletion back, unless its moment has come. @returns whether the account is kept */
export async function cancelDeletion(db: Database, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ deletionPlannedAt: null, updatedAt: sql`now()` })
    .where('id', '=', userId)
    .where((eb) => eb.or([eb('deletionPlannedAt', 'is', null), eb('deletionPlannedAt', '>', sql<Date>`now()`)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whether this sign-in is the person's own, began since then and has not ended. */
export async function hasSignedInSince(db: Database, userId: string, sessionId: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('sessions')
    .select('id')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .where('createdAt', '>=', since)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

const columns = ['id', 'email', 'emailVerifiedAt', 'fullName', 'role', 'settings', 'createdAt', 'deletionPlannedAt'] as const;
const select = (db: Database) => db.selectFrom('users').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

function asAccount({ settings, emailVerifiedAt, createdAt, deletionPlannedAt, ...row }: Row): Account {
  return {
    ...row,
    emailVerified: emailVerifiedAt !== null,
    settings: AccountSettings.parse(settings),
    createdAt: createdAt.toISOString(),
    deletionPlannedAt: deletionPlannedAt?.toISOString() ?? null,
  };
}
