/** Which sites' scripts may call the API from a browser: the site itself, and those in `CORS_ORIGINS`. */
import cors from 'cors';
import type { RequestHandler } from 'express';

/** How long a browser may remember the answer to a preflight. */
const preflightSeconds = 600;

/**
 * An origin that is not on the list gets no CORS headers, and its browser keeps the answer from it. Credentials are allowed,
 * because the session's cookie is for sites of the same registrable domain; it is `SameSite=Strict` all the same.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  return cors({
    origin: [...origins],
    credentials: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'range', 'traceparent', 'x-request-id'],
    exposedHeaders: ['content-disposition', 'content-range', 'etag', 'idempotency-replayed', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
    maxAge: preflightSeconds,
  });
}
