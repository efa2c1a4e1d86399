/** Begins a session and goes on with one: what login, refresh and the providers have in common. */
import type { Request, Response } from 'express';
import type { SignedIn, SignInMethod } from '@greenroom/contracts';
import { createPasswordSession, createSession, rotateRefreshToken, sessionDefaults, SignInEndedError, type Account, type NewSession } from '@greenroom/database';
import type { Context } from '../context.ts';
import type { Logger } from '../log.ts';
import { ProblemError } from '../problems.ts';
import { clearRefreshCookie, readRefreshCookie, requireKnownOrigin, setRefreshCookie } from './refresh-cookie.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { accessTokenSeconds } from './tokens.ts';

export type SessionPlace = 'body' | 'cookie';
interface Exchange {
  request: Request;
  response: Response;
  log: Logger;
}

/** For an account whose owner has shown who they are. @throws ProblemError when it is disabled */
export async function beginSession(context: Context, exchange: Exchange, account: Account, method: Exclude<SignInMethod, 'password'>, place: SessionPlace): Promise<SignedIn> {
  const { session, token } = newSession(context, exchange, account, method, place);
  const { id } = await createSession(context.database, session);
  return begun(context, exchange, account, id, place, token);
}

/**
 * For somebody whose password fits `passwordHash`. @returns undefined when it has been changed while it was compared
 * @throws ProblemError when the account is disabled
 */
export async function beginPasswordSession(context: Context, exchange: Exchange, account: Account, passwordHash: string, place: SessionPlace): Promise<SignedIn | undefined> {
  const { session, token } = newSession(context, exchange, account, 'password', place);
  const made = await createPasswordSession(context.database, session, passwordHash);
  return made && begun(context, exchange, account, made.id, place, token);
}

function newSession(context: Context, { request }: Exchange, account: Account, method: SignInMethod, place: SessionPlace): { session: NewSession; token: string } {
  if (place === 'cookie') requireKnownOrigin(request, context.signIn.origins);
  refuseDisabled(account);
  const { text: token, hash: tokenHash } = newSecret();
  return { session: { userId: account.id, method, userAgent: request.get('user-agent') ?? null, tokenHash }, token };
}

const begun = (context: Context, { response }: Exchange, account: Account, sessionId: string, place: SessionPlace, token: string): Promise<SignedIn> =>
  signedIn(context, response, account, sessionId, { place, token, expiresInSeconds: sessionDefaults.idleMs / 1000 });

/** For what is refused to an access token whose sign-in has ended. */
export function signInEnded(error: unknown): never {
  if (error instanceof SignInEndedError) throw new ProblemError('not-signed-in', 'This sign-in has ended. Sign in again.', { headers: { 'www-authenticate': 'Bearer' }, cause: error });
  throw error;
}

/**
 * Takes the refresh token of the body, else that of the cookie.
 * @throws ProblemError when it is not known, over, or was used before; then the session is over for everyone who holds one
 */
export async function renewSession(context: Context, { request, response, log }: Exchange, inBody: string | undefined): Promise<SignedIn> {
  const { database, signIn } = context;
  const place = inBody === undefined ? 'cookie' : 'body';
  const given = inBody ?? readRefreshCookie(request);
  if (given === undefined) throw sessionOver('Send a refresh token, in the body or as the cookie.');
  if (place === 'cookie') requireKnownOrigin(request, signIn.origins);

  const next = newSecret();
  const rotation = await rotateRefreshToken(database, hashSecret(given), next.hash);
  if (rotation.outcome !== 'rotated') {
    if (place === 'cookie') clearRefreshCookie(response);
    if (rotation.outcome === 'disabled') refuseDisabled(rotation.account);
    if (rotation.outcome === 'reused') log.warn({ 'user.id': rotation.userId, 'session.id': rotation.sessionId }, 'An old refresh token came back; the session has been ended');
    throw sessionOver('This session is over. Sign in again.');
  }
  return signedIn(context, response, rotation.account, rotation.sessionId, { place, token: next.text, expiresInSeconds: Math.floor((rotation.expiresAt.getTime() - Date.now()) / 1000) });
}

async function signedIn(context: Context, response: Response, account: Account, sessionId: string, refresh: { place: SessionPlace; token: string; expiresInSeconds: number }): Promise<SignedIn> {
  if (refresh.place === 'cookie') setRefreshCookie(response, refresh.token, refresh.expiresInSeconds);
  return {
    accessToken: await context.tokens.issue({ userId: account.id, role: account.role, sessionId }),
    expiresInSeconds: accessTokenSeconds,
    refreshToken: refresh.place === 'body' ? refresh.token : null,
    refreshExpiresInSeconds: refresh.expiresInSeconds,
    user: account,
  };
}

function refuseDisabled(account: Account): void {
  if (account.disabledAt !== null) throw new ProblemError('account-disabled', 'Whoever runs this Greenroom has disabled this account. Ask them.');
}

const sessionOver = (detail: string): ProblemError => new ProblemError('session-over', detail, { headers: { 'www-authenticate': 'Bearer' } });
