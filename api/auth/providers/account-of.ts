import type { SignInProvider } from '@greenroom/contracts';
import { createUser, EmailTakenError, findIdentity, findUserByEmail, findUserById, linkIdentity, type Account, type Database } from '@greenroom/database';
import { ProviderError, type ProviderPerson } from './provider-client.ts';

/**
 * Whose account it is here. One that is linked already; else a new one; else the one with the same address, but only when both
 * the provider and we know that the address is this person's: otherwise someone could prepare an account for somebody else's
 * address here, or an address at the provider, and get into the other.
 * @throws ProviderError that says what to do
 */
export async function accountOf(database: Database, provider: SignInProvider, person: ProviderPerson): Promise<Account> {
  const linked = await findIdentity(database, provider, person.subject);
  const known = linked && (await findUserById(database, linked.userId));
  if (known !== undefined) return enabled(known);
  if (person.email === undefined || !person.emailVerified) throw new ProviderError('email-unverified', 'The provider does not say that the address belongs to this person.');

  const { email } = person;
  const account = (await findUserByEmail(database, email)) ?? (await newAccount(database, email, person.fullName));
  if (!account.emailVerified) throw new ProviderError('account-unverified', 'There is an account with this address, and nobody has confirmed that the address is theirs.');
  enabled(account);
  if (await linkIdentity(database, { provider, subject: person.subject, userId: account.id, email })) return account;
  // Another request of the same person was faster, or the account belongs to another of the provider's people.
  if ((await findIdentity(database, provider, person.subject))?.userId === account.id) return account;
  throw new ProviderError('refused', 'This account is linked to another account of the provider.');
}

/** Two requests of one person may come here at once: the second finds what the first made. */
async function newAccount(database: Database, email: string, fullName: string | undefined): Promise<Account> {
  try {
    return await createUser(database, { email, passwordHash: null, fullName: fullName ?? email.split('@')[0] ?? email, role: 'candidate', emailVerified: true });
  } catch (error) {
    const made = error instanceof EmailTakenError ? await findUserByEmail(database, email) : undefined;
    if (made === undefined) throw error;
    return made;
  }
}

function enabled(account: Account): Account {
  if (account.disabledAt !== null) throw new ProviderError('account-disabled', 'This account has been disabled.');
  return account;
}
