import type { User, UserRole } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { EmailTakenError, isUniqueViolation } from './errors.ts';
import { storableText } from './storable-text.ts';

export interface Account extends User {
  passwordHash: string;
}
export interface NewAccount {
  email: string;
  passwordHash: string;
  fullName: string;
  role: UserRole;
}

const columns = ['id', 'email', 'passwordHash', 'fullName', 'role'] as const;

/** E-mail addresses are kept and compared in lower case. @throws EmailTakenError */
export async function createUser(db: Database, account: NewAccount): Promise<Account> {
  try {
    return await db
      .insertInto('users')
      .values({ ...account, email: account.email.toLowerCase(), fullName: storableText(account.fullName) })
      .returning(columns)
      .executeTakeFirstOrThrow();
  } catch (error) {
    if (isUniqueViolation(error)) throw new EmailTakenError('There is already an account with this e-mail address.', { cause: error });
    throw error;
  }
}

export async function findUserByEmail(db: Database, email: string): Promise<Account | undefined> {
  return db.selectFrom('users').select(columns).where('email', '=', email.toLowerCase()).executeTakeFirst();
}

export async function findUserById(db: Database, id: string): Promise<Account | undefined> {
  return db.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst();
}
