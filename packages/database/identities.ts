/** Accounts at Google and LinkedIn that people sign in with. */
import type { SignInProvider } from '@greenroom/contracts';
import type { Database } from './connect.ts';
import { isUniqueViolation } from './errors.ts';

export interface Identity {
  provider: SignInProvider;
  /** The provider's number of the person, which never changes. */
  subject: string;
  userId: string;
  /** As the provider said when they were linked. */
  email: string;
}

/** Whose account it is here; undefined when nobody's. */
export async function findIdentity(db: Database, provider: SignInProvider, subject: string): Promise<Identity | undefined> {
  return db.selectFrom('identities').select(['provider', 'subject', 'userId', 'email']).where('provider', '=', provider).where('subject', '=', subject).executeTakeFirst();
}

/** @returns false when the person is linked to another account of this provider, or this one to another person */
export async function linkIdentity(db: Database, identity: Identity): Promise<boolean> {
  try {
    await db.insertInto('identities').values({ ...identity, email: identity.email.toLowerCase() }).execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

export async function listProvidersOf(db: Database, userId: string): Promise<SignInProvider[]> {
  const rows = await db.selectFrom('identities').select('provider').where('userId', '=', userId).orderBy('createdAt').execute();
  return rows.map(({ provider }) => provider);
}
