import type { User, UserRole } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { EmailTakenError, isUniqueViolation } from './errors.ts';
import { storableText } from './storable-text.ts';

export interface Account extends User {
  /** Null: signs in with a provider only. */
  passwordHash: string | null;
  /** A disabled account cannot sign in, and its sessions are not renewed. */
  disabledAt: Date | null;
}
export interface NewAccount {
  email: string;
  passwordHash: string | null;
  fullName: string;
  role: UserRole;
  /** Whether its owner has shown that the address is theirs. @defaultValue false */
  emailVerified?: boolean | undefined;
}

const columns = ['id', 'email', 'passwordHash', 'fullName', 'role', 'emailVerifiedAt', 'disabledAt'] as const;
type Row = Omit<Account, 'emailVerified'> & { emailVerifiedAt: Date | null };
const asAccount = ({ emailVerifiedAt, ...row }: Row): Account => ({ ...row, emailVerified: emailVerifiedAt !== null });

/** E-mail addresses are kept and compared in lower case. @throws EmailTakenError */
export async function createUser(db: Database, { emailVerified = false, ...account }: NewAccount): Promise<Account> {
  try {
    const row = await db
      .insertInto('users')
      .values({ ...account, email: account.email.toLowerCase(), fullName: storableText(account.fullName), emailVerifiedAt: emailVerified ? new Date() : null })
      .returning(columns)
      .executeTakeFirstOrThrow();
    return asAccount(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new EmailTakenError('There is already an account with this e-mail address.', { cause: error });
    throw error;
  }
}

export async function findUserByEmail(db: Database, email: string): Promise<Account | undefined> {
  const row = await db.selectFrom('users').select(columns).where('email', '=', email.toLowerCase()).executeTakeFirst();
  return row && asAccount(row);
}

/** @param db also a transaction */
export async function findUserById(db: Pick<Database, 'selectFrom'>, id: string): Promise<Account | undefined> {
  const row = await db.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
  return row && asAccount(row);
}

/** Of those who are there; in no order. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<{ id: string; fullName: string }[]> {
  return ids.length === 0 ? [] : db.selectFrom('users').select(['id', 'fullName']).where('id', 'in', ids).execute();
}

/** Keeps the moment of the first time. */
export async function markEmailVerified(db: Database, userId: string): Promise<void> {
  await db.updateTable('users').set({ emailVerifiedAt: new Date(), updatedAt: new Date() }).where('id', '=', userId).where('emailVerifiedAt', 'is', null).execute();
}
