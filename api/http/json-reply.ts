/** JSON answers; a read has an ETag, so that a client that knows it already gets 304 and no body. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** What nobody has set otherwise: see server.ts. */
export const unlessSaid = 'no-store';

/** @param text JSON, or empty when there is none */
export function sendJson(request: Request, response: Response, status: number, text: string): void {
  response.status(status);
  if (text === '') return void response.end();
  if (status === 200 && (request.method === 'GET' || request.method === 'HEAD')) {
    const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
    response.setHeader('etag', etag);
    // A person's data: kept by their own browser only, and asked for again each time.
    if (response.getHeader('cache-control') === unlessSaid) response.setHeader('cache-control', 'private, no-cache');
    response.vary('Authorization');
    if (isKnown(request, etag)) return void response.status(304).end();
  }
  response.type('application/json').send(text);
}

/**
 * Whether the client has this version already (If-None-Match). Express's own `fresh` says no to every request with
 * `Cache-Control: no-cache`, which `fetch` adds to each one that names an ETag.
 */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.get('if-none-match');
  return known !== undefined && known.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
