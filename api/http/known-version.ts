/** Answers to reads, with a strong ETag made of their bytes: a client that has this very version gets 304 and no body. */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';

/** What nobody has set otherwise: see request-scope.ts. */
export const unlessSaid = 'no-store';

/** @param type the media type, with its charset where it is text */
export function sendUnlessKnown(request: Request, response: Response, type: string, body: string | Buffer): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  response.setHeader('etag', etag);
  // A person's data: kept by their own browser only, and asked for again each time.
  if (response.getHeader('cache-control') === unlessSaid) response.setHeader('cache-control', 'private, no-cache');
  response.vary('Authorization');
  if (isKnown(request, etag)) return void response.status(304).end();
  response.status(200).type(type).send(body);
}

/**
 * Whether the client has this version already (If-None-Match). Express's own `fresh` says no to every request with
 * `Cache-Control: no-cache`, which `fetch` adds to each one that names an ETag.
 */
function isKnown(request: Request, etag: string): boolean {
  const known = request.get('if-none-match');
  return known !== undefined && known.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}
