/** The letters about an account, with the links that they carry. */
import { countOneTimeTokens, createOneTimeToken, type Account, type TokenPurpose } from '@greenroom/database';
import type { Context } from '../context.ts';
import { newSecret } from './secrets.ts';

const hour = 3600_000;
const linkLives = { 'verify-email': 24 * hour, 'reset-password': hour } as const satisfies Partial<Record<TokenPurpose, number>>;
/** To one person in an hour, so that nobody's mailbox is filled by someone else. */
const mostLettersAnHour = 5;

const pages = { 'verify-email': '/verify-email', 'reset-password': '/reset-password' } as const;

/**
 * Sends the letter with the link that works once.
 * @returns false when this person has had enough of them in the last hour
 * @throws PartUnavailableError when it could not be taken on
 */
export async function sendLink({ database, mail, siteUrl }: Context, { id, email, fullName }: Account, purpose: keyof typeof linkLives): Promise<boolean> {
  if ((await countOneTimeTokens(database, id, purpose, new Date(Date.now() - hour))) >= mostLettersAnHour) return false;
  const secret = newSecret();
  await createOneTimeToken(database, { userId: id, purpose, tokenHash: secret.hash, lifeMs: linkLives[purpose] });
  await mail.send({ template: purpose, to: email, name: fullName, link: `${siteUrl}${pages[purpose]}?token=${secret.text}` }, `${purpose}-${secret.hash.toString('hex').slice(0, 32)}`);
  return true;
}

/** To the owner of an address that someone tried to register again: at most one an hour. */
export async function sendAlreadyRegistered({ mail, siteUrl }: Context, { id, email, fullName }: Account): Promise<void> {
  await mail.send({ template: 'already-registered', to: email, name: fullName, link: `${siteUrl}/sign-in` }, `already-registered-${id}-${Math.floor(Date.now() / hour)}`);
}

export async function sendPasswordChanged({ mail }: Context, { id, email, fullName }: Account): Promise<void> {
  await mail.send({ template: 'password-changed', to: email, name: fullName }, `password-changed-${id}-${Date.now()}`);
}
