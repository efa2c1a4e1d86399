import type { UserRole } from '@greenroom/contracts';
import { createUser, EmailTakenError, findUserByEmail, type Database } from '@greenroom/database';
import { hashPassword } from '../auth/passwords.ts';

export interface DemoAccount {
  email: string;
  password: string;
  role: UserRole;
}

const password = 'greenroom';
const accounts = [
  { email: 'dana@example.com', fullName: 'Dana Reyes', role: 'candidate' },
  { email: 'sam@example.com', fullName: 'Sam Okafor', role: 'coach' },
] as const;

/** Accounts with a known password, for a laptop. An account that is there already is left as it is. */
export async function seedDemoAccounts(db: Database): Promise<DemoAccount[]> {
  for (const account of accounts) {
    if ((await findUserByEmail(db, account.email)) !== undefined) continue;
    await createUser(db, { ...account, passwordHash: await hashPassword(password), emailVerified: true }).catch((error: unknown) => {
      // Another start was faster.
      if (!(error instanceof EmailTakenError)) throw error;
    });
  }
  return accounts.map(({ email, role }) => ({ email, password, role }));
}
