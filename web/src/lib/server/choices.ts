/**
 * What the account's settings mean for every page: whether anything may move, and the time zone where the browser has not told
 * its own. Kept in cookies at sign-in and when settings are saved, so that no page has to ask the API for them.
 */
import { isTimeZone, type AccountSettings } from '@greenroom/contracts';
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { zoneCookie } from '../time-zone.ts';
import { askApi } from './api.ts';
import { cookieOptions } from './session.ts';

const motionCookie = 'greenroom_motion';
const accountZoneCookie = 'greenroom_account_zone';
const secondsKept = 365 * 24 * 3600;

export function keepChoices(cookies: Cookies, { reducedMotion, timeZone }: Pick<AccountSettings, 'reducedMotion' | 'timeZone'>): void {
  const options = { ...cookieOptions(), maxAge: secondsKept };
  if (reducedMotion) cookies.set(motionCookie, 'reduced', options);
  else forget(cookies, motionCookie);
  cookies.set(accountZoneCookie, timeZone, options);
}

/** After signing in. When the API does not say, the pages stay as they are, and the log says so. */
export async function fetchChoices(event: RequestEvent, accessToken: string): Promise<void> {
  const caller = { request: event.request, getClientAddress: () => event.getClientAddress(), locals: { accessToken, notRenewed: undefined } };
  const answer = await askApi(caller, 'readAccount', {});
  if (answer.ok) keepChoices(event.cookies, answer.reply.settings);
  else console.error(JSON.stringify({ level: 'warn', msg: 'the settings for all pages could not be read at sign-in', problem: answer.problem.title }));
}

export function forgetChoices(cookies: Cookies): void {
  forget(cookies, motionCookie);
  forget(cookies, accountZoneCookie);
}

export function readReducedMotion(cookies: Cookies): boolean {
  return cookies.get(motionCookie) === 'reduced';
}

/** The browser's own, else the account's, else UTC, which is then written beside each time. */
export function readTimeZone(cookies: Cookies): string {
  return [cookies.get(zoneCookie), cookies.get(accountZoneCookie)].find((zone) => zone !== undefined && isTimeZone(zone)) ?? 'UTC';
}

function forget(cookies: Cookies, name: string): void {
  if (cookies.get(name) !== undefined) cookies.delete(name, cookieOptions());
}
