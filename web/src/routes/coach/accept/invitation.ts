/**
 * The invitation while its holder signs in. Its link carries the token behind `#`, which no server and no log sees; the page hands
 * it over once, and from then on a cookie keeps it that no script can read.
 */
import type { Cookies } from '@sveltejs/kit';
import { cookieOptions } from '#lib/server/session.ts';

const cookieName = 'greenroom_invitation';
/** Enough to make an account, and to switch a role. */
const lifeSeconds = 3600;
const options = () => ({ ...cookieOptions(), path: '/coach/accept' }) as const;

export const readInvitation = (cookies: Cookies): string | undefined => cookies.get(cookieName) || undefined;
export const keepInvitation = (cookies: Cookies, token: string): void => cookies.set(cookieName, token, { ...options(), maxAge: lifeSeconds });
export const forgetInvitation = (cookies: Cookies): void => cookies.delete(cookieName, options());

/** From the token, or from the whole link. Undefined: neither. */
export function tokenIn(text: string): string | undefined {
  const token = text.trim().split('#').at(-1) ?? '';
  return /^[\w-]{20,100}$/.test(token) ? token : undefined;
}
