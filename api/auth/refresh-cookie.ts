/**
 * The refresh token in a browser's cookie: no script reads it, it goes to the sign-in addresses only, and never along with a
 * request that another site started. `Secure` also on http://127.0.0.1 and localhost: browsers trust their own machine.
 */
import type { Request, Response } from 'express';
import { parseCookie } from 'cookie';
import { apiPrefix } from '@greenroom/contracts';
import { ProblemError } from '../problems.ts';

const refreshCookieName = 'greenroom_refresh_token';
const options = { path: `${apiPrefix}/auth`, httpOnly: true, secure: true, sameSite: 'strict' } as const;

export function readRefreshCookie(request: Request): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[refreshCookieName] || undefined;
}

export function setRefreshCookie(response: Response, token: string, expiresInSeconds: number): void {
  response.cookie(refreshCookieName, token, { ...options, maxAge: expiresInSeconds * 1000 });
}

export function clearRefreshCookie(response: Response): void {
  response.clearCookie(refreshCookieName, options);
}

/**
 * What sets or uses the cookie must come from a page of ours. Browsers say where a POST comes from; whoever does not say it is
 * no browser and sends the token in the body.
 * @throws ProblemError
 */
export function requireKnownOrigin(request: Request, origins: readonly string[]): void {
  const { origin } = request.headers;
  if (origin !== undefined && origins.includes(origin)) return;
  throw new ProblemError('origin-not-allowed', 'The cookie is for the pages of this Greenroom only. Programs send the refresh token in the body ("session": "body").');
}
