/** Analytics are computed once in ten minutes, and anew as soon as a report arrives. Without Redis they are computed each time. */
import { analyticsCacheKey, analyticsCacheSeconds } from '@greenroom/contracts';
import type { CacheLookup } from '@greenroom/events';
import type { z } from 'zod';
import type { Context } from '../../context.ts';
import type { Logger } from '../../log.ts';

/** A version that computes or writes something differently keeps it under another name. */
const version = 1;

interface Wanted<S extends z.ZodType> {
  userId: string;
  /** Which of the person's answers: the operation, and what of the query changes it. */
  variant: readonly (string | null | undefined)[];
  reply: S;
}

export async function cached<S extends z.ZodType>({ events }: Context, log: Logger, { userId, variant, reply }: Wanted<S>, compute: () => Promise<z.input<S>>): Promise<z.input<S>> {
  const key = analyticsCacheKey(userId);
  const name = [version, ...variant.map((part) => part ?? '')].join('|');
  const withoutCache = (error: unknown): undefined => void log.warn({ error }, 'Analytics are computed without their cache');
  const lookup: CacheLookup | undefined = await events.cache.get(key, name, analyticsCacheSeconds).catch(withoutCache);
  if (lookup?.found === true) {
    const kept = reply.safeParse(lookup.value);
    if (kept.success) return kept.data as z.input<S>;
  }
  const value = await compute();
  if (lookup?.found === false) await events.cache.set(key, name, value, lookup.token).catch(withoutCache);
  return value;
}
