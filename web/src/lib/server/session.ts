/**
 * Who is signed in. Two HttpOnly cookies of the site hold the API's tokens: set and read here, never seen by JavaScript. The
 * access token's goes a little before the token does; `renewal.ts` then gets the next one with the refresh token.
 */
import { UserRole, type Problem, type SignedIn } from '@greenroom/contracts';
import { error, redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { problemWords } from './problem-words.ts';
import { webSettings } from './settings.ts';

const accessCookie = 'greenroom_access';
const refreshCookie = 'greenroom_refresh';
/** So that no request leaves with a token that is over when it arrives, not even one that `renewal.ts` has kept for a while. */
const marginSeconds = 60;

export function readAccessToken(cookies: Cookies): string | undefined {
  return cookies.get(accessCookie) || undefined;
}

/** What the token says of its holder: enough to show a link or not. What somebody may do, the API decides. */
export function roleOf(accessToken: string | undefined): UserRole | undefined {
  return UserRole.safeParse(claimsOf(accessToken)?.role).data;
}

/** Whose browser it is now: what it keeps belongs to one account. */
export function accountOf(accessToken: string | undefined): string | undefined {
  const account = claimsOf(accessToken)?.sub;
  return typeof account === 'string' ? account : undefined;
}

function claimsOf(accessToken: string | undefined): Record<string, unknown> | undefined {
  const payload = accessToken?.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

export function readRefreshToken(cookies: Cookies): string | undefined {
  return cookies.get(refreshCookie) || undefined;
}

export function keepSession(cookies: Cookies, { accessToken, expiresInSeconds, refreshToken, refreshExpiresInSeconds }: SignedIn): void {
  cookies.set(accessCookie, accessToken, { ...cookieOptions(), maxAge: Math.max(expiresInSeconds - marginSeconds, 1) });
  if (refreshToken !== null) cookies.set(refreshCookie, refreshToken, { ...cookieOptions(), maxAge: refreshExpiresInSeconds });
}

export function forgetSession(cookies: Cookies): void {
  for (const name of [accessCookie, refreshCookie]) {
    if (cookies.get(name) !== undefined) cookies.delete(name, cookieOptions());
  }
}

/** Sends a visitor who is not signed in to the sign-in page, and back afterwards. */
export function requireSignedIn(event: Pick<RequestEvent, 'locals' | 'url'>): void {
  if (event.locals.accessToken !== undefined) return;
  if (event.locals.notRenewed !== undefined) showProblem(event.locals.notRenewed);
  redirect(303, signInPath(event.url));
}

/** Throws what SvelteKit shows for a problem. */
export function showProblem(problem: Problem): never {
  error(problem.status, problemWords(problem), { retryable: problem.retryable });
}

export function signInPath(url: Pick<URL, 'pathname'>): string {
  const page = url.pathname.replace(/\/__data\.json$/, '');
  return page === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(page)}`;
}

/** A path of this site to go on to, and nothing else: `//elsewhere.example` and `/\elsewhere` would leave it. */
export function safeNextPath(next: string | null | undefined): string {
  return next && /^\/(?![/\\])[\w\-./]*$/.test(next) ? next : '/';
}

/** A browser keeps a `Secure` cookie of plain http only on its own machine, and some not even there. */
export function cookieOptions() {
  const { protocol, hostname } = new URL(webSettings().origin);
  const ownMachine = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: !ownMachine } as const;
}
