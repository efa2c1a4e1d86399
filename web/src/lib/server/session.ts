/**
 * Who is signed in. The API's access token lives in one HttpOnly cookie: set and read here, never seen by JavaScript.
 */
import { redirect, type Cookies, type RequestEvent } from '@sveltejs/kit';
import { webSettings } from './settings.ts';

const cookieName = 'greenroom_access';

export function readAccessToken(cookies: Cookies): string | undefined {
  return cookies.get(cookieName) || undefined;
}

export function keepAccessToken(cookies: Cookies, token: string, expiresInSeconds: number): void {
  cookies.set(cookieName, token, { ...cookieOptions(), maxAge: expiresInSeconds });
}

export function forgetAccessToken(cookies: Cookies): void {
  cookies.delete(cookieName, cookieOptions());
}

/** Sends a visitor who is not signed in to the sign-in page, and back afterwards. */
export function requireSignedIn(event: Pick<RequestEvent, 'locals' | 'url'>): void {
  if (event.locals.accessToken === undefined) redirect(303, signInPath(event.url));
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
function cookieOptions() {
  const { protocol, hostname } = new URL(webSettings().origin);
  const ownMachine = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return { path: '/', httpOnly: true, sameSite: 'strict', secure: !ownMachine } as const;
}
