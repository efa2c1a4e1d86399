import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit/hooks';
import { readReducedMotion } from '#lib/server/choices.ts';
import { askOnceMore } from '#lib/server/cross-site.ts';
import { liveAddress } from '#lib/server/live-address.ts';
import { renewSession } from '#lib/server/renewal.ts';
import { readAccessToken } from '#lib/server/session.ts';
import { webSettings } from '#lib/server/settings.ts';

/** Bytes. The server itself takes what a résumé needs (`BODY_SIZE_LIMIT`); other forms are short. */
const longestUpload = 11 * 1024 * 1024;
const longestForm = 512 * 1024;

/** A wrong setting stops the start, not the first visitor. */
export const init: ServerInit = () => {
  webSettings();
};

export const handle: Handle = async ({ event, resolve }) => {
  if (!mayWrite(event.request)) {
    return new Response(`This form was sent from another site than ${webSettings().origin}. Open the site there and send it again.\n`, { status: 403 });
  }
  const length = event.request.headers.get('content-length');
  const withResume = event.route.id?.startsWith('/resume') === true;
  // A browser says how long a form is; what does not say it would be read up to the length of a résumé.
  if (length === null && event.request.body !== null && !withResume) {
    return new Response('Say how long this is (Content-Length), and send it again.\n', { status: 411, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  if (Number(length ?? 0) > (withResume ? longestUpload : longestForm)) {
    return new Response(`This is too much at once: ${withResume ? 'a résumé has at most 10 MB' : 'shorten what you send'}. Go back: what you wrote is still there.\n`, { status: 413, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  const bounce = askOnceMore(event);
  if (bounce !== undefined) return bounce;
  event.locals.accessToken = readAccessToken(event.cookies);
  event.locals.notRenewed = undefined;
  if (event.locals.accessToken === undefined) await renewSession(event);
  const response = await resolve(event, {
    preload: ({ type, path }) => (type === 'font' ? everyPagesFont.test(path) : type !== 'asset'),
    // What the account chose holds from the first frame; pieces.css has the rule.
    transformPageChunk: ({ html }) => (readReducedMotion(event.cookies) ? html.replace('<html lang="en">', '<html lang="en" data-still>') : html),
  });
  if (event.route.id !== null) secure(response.headers, event.route.id);
  return response;
};

/** The two that every page is written in. The other alphabets' and the italic are loaded where their letters stand. */
const everyPagesFont = /\/(inter-latin-wght|newsreader-latin-opsz)-normal\.[\w-]+\.woff2$/;

/** Browsers say where a request comes from; one that does not say it must name our own address as its origin. */
function mayWrite(request: Request): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return true;
  const site = request.headers.get('sec-fetch-site');
  return site === null ? request.headers.get('origin') === webSettings().origin : site === 'same-origin';
}

function secure(headers: Headers, route: string): void {
  const policy = headers.get('content-security-policy');
  if (policy) headers.set('content-security-policy', policy.replace(/connect-src 'self'/, `connect-src 'self' ${livekitOrigins()} ${new URL(liveAddress()).origin}`));
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  // The address is the key: it goes into no other server's log, and into no search engine.
  if (route.startsWith('/shared/')) {
    headers.set('referrer-policy', 'no-referrer');
    headers.set('x-robots-tag', 'noindex, nofollow, noarchive');
  }
  headers.set('permissions-policy', 'microphone=(self), camera=(), geolocation=()');
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
}

/** The browser's LiveKit client opens a WebSocket, and asks the same host over http when that fails. */
function livekitOrigins(): string {
  const { origin } = new URL(webSettings().livekitUrl.replace(/^ws/, 'http'));
  return `${origin.replace(/^http/, 'ws')} ${origin}`;
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const reference = crypto.randomUUID().slice(0, 8);
  const stack = error instanceof Error ? error.stack : String(error);
  console.error(JSON.stringify({ level: 'error', msg: 'a page could not be made', reference, route: event.route.id, error: stack }));
  return { message: `The site made a mistake (reference ${reference}).`, retryable: true };
};
