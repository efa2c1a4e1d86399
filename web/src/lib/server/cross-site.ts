/**
 * A link on another site, a web mail program among them, brings a browser here without its strict cookies: whoever is signed in
 * would be asked to sign in. So such a visit is answered with a page that asks once more; that request comes from us.
 */
import type { RequestEvent } from '@sveltejs/kit';
import { readAccessToken, readRefreshToken } from './session.ts';
import { webSettings } from './settings.ts';

/**
 * Pages that stand without cookies. What an invitation's link carries behind its `#` would be lost on the way; and who reads a
 * shared link does not matter.
 */
const standAlone = /^\/(coach\/accept$|shared\/)/;

/** Undefined: there is nothing to wait for. */
export function askOnceMore({ request, url, cookies }: Pick<RequestEvent, 'request' | 'url' | 'cookies'>): Response | undefined {
  const header = (name: string) => request.headers.get(`sec-fetch-${name}`);
  if (standAlone.test(url.pathname)) return undefined;
  if (request.method !== 'GET' || header('site') !== 'cross-site' || header('mode') !== 'navigate' || header('dest') !== 'document') return undefined;
  if (readAccessToken(cookies) !== undefined || readRefreshToken(cookies) !== undefined) return undefined;
  // Whole, so that a path like //elsewhere.example stays one of ours.
  const address = `${webSettings().origin}${url.pathname}${url.search}`.replace(/[&"<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page = `<!doctype html><html lang="en"><title>Greenroom</title><meta http-equiv="refresh" content="0;url=${address}"><a href="${address}">Greenroom</a></html>`;
  return new Response(page, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'referrer-policy': 'same-origin', 'x-content-type-options': 'nosniff' },
  });
}
