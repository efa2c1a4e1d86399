/**
 * How often one may ask. Everyone's requests are counted by address, those of who is signed in by account; signing in and what
 * costs (mail, a model, a large upload) is counted more strictly on top. Each policy says how it stands in `RateLimit` and
 * `RateLimit-Policy` headers (draft-ietf-httpapi-ratelimit-headers-08). Numbers: docs/settings.md.
 */
import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Settings } from '@greenroom/settings';
import type { Caller } from '../auth/tokens.ts';
import type { Metrics } from '../metrics.ts';
import { ProblemError } from '../problems.ts';
import type { Redis } from '../redis.ts';
import { networkOf } from './address.ts';
import { createCounterStore } from './counter-store.ts';

const minuteMs = 60_000;
const strictWindowMs = 5 * minuteMs;

export interface Limits {
  /** Every request, by the address it comes from. */
  address: RequestHandler;
  /** Every request of who is signed in. Comes after the sign-in was checked. */
  account: RequestHandler;
  /** Signing in and the like, by address. */
  signIn: RequestHandler;
  /** The same by the e-mail address in the body, wherever it comes from. Comes after the body was read. */
  signInName: RequestHandler;
  /** What costs, by account, or by address for who is not signed in. */
  costly: RequestHandler;
}

export interface LimitParts {
  redis: Redis;
  metrics: Metrics;
}

export function createLimits(limits: Settings['http']['limits'], { redis, metrics }: LimitParts): Limits {
  const policy = (name: string, limit: number, windowMs: number, key: (request: Request, response: Response) => string | undefined): RequestHandler => {
    const middleware = rateLimit({
      identifier: name,
      limit,
      windowMs,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      store: createCounterStore({ redis, name, onFailure: () => metrics.dependencyFailures.inc({ part: 'redis' }) }),
      skip: (request, response) => key(request, response) === undefined,
      keyGenerator: (request, response) => key(request, response) ?? '',
      handler: (_request, _response, next) => {
        metrics.rateLimited.inc({ policy: name });
        next(new ProblemError('rate-limited', `More than ${limit} requests in ${windowMs / minuteMs} min. Wait for the seconds that Retry-After names.`));
      },
    });
    return middleware;
  };
  return {
    address: policy('address', limits.address, minuteMs, addressOf),
    account: policy('account', limits.account, minuteMs, accountOf),
    signIn: policy('sign-in', limits.signIn, strictWindowMs, addressOf),
    signInName: policy('sign-in-name', limits.signIn, strictWindowMs, nameOf),
    costly: policy('costly', limits.costly, strictWindowMs, (request, response) => accountOf(request, response) ?? addressOf(request)),
  };
}

/** An address is kept only as its hash. */
const addressOf = (request: Request): string => hashed(networkOf(request));
const accountOf = (_request: Request, response: Response): string | undefined => (response.locals['caller'] as Caller | undefined)?.userId;

function nameOf(request: Request): string | undefined {
  const email: unknown = (request.body as { email?: unknown } | undefined)?.email;
  return typeof email === 'string' ? hashed(email.trim().toLowerCase()) : undefined;
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
