/**
 * The site's part of signing in with Google or LinkedIn: it keeps a verifier while the person is away, so that only the browser
 * that began can finish. Lax, because the browser comes back from another site.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions, safeNextPath } from './session.ts';

const cookieName = 'greenroom_provider';
const options = () => ({ ...cookieOptions(), path: '/sign-in', sameSite: 'lax' }) as const;
const lifeSeconds = 900;

/** @returns the challenge for the API */
export function beginProviderSignIn(cookies: Cookies, next: string): string {
  const verifier = randomBytes(32).toString('base64url');
  cookies.set(cookieName, `${verifier} ${next}`, { ...options(), maxAge: lifeSeconds });
  return createHash('sha256').update(verifier).digest('base64url');
}

/** What was kept, once. */
export function finishProviderSignIn(cookies: Cookies): { verifier: string; next: string } | undefined {
  const [verifier, next] = (cookies.get(cookieName) ?? '').split(' ');
  cookies.delete(cookieName, options());
  return verifier ? { verifier, next: safeNextPath(next) } : undefined;
}
