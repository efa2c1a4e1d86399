/**
 * Counters for the limits: in Redis, so that all instances count together. While Redis is away each instance counts by
 * itself, in a bounded memory: nobody is locked out, and nobody gets more than the limit from one instance.
 */
import { createHash } from 'node:crypto';
import type { IncrementResponse, Store } from 'express-rate-limit';
import { RedisStore, type RedisReply } from 'rate-limit-redis';
import type { Redis } from '../redis.ts';

export interface CounterStoreOptions {
  redis: Redis;
  /** One store per policy: keys of different policies never meet. */
  name: string;
  onFailure: (error: unknown) => void;
}

export function createCounterStore({ redis, name, onFailure }: CounterStoreOptions): Store {
  const prefix = `limit:${name}:`;
  const together = new RedisStore({ prefix, sendCommand: sender(redis) });
  let alone = createOwnCounters(60_000);
  const count = async <T>(call: (counters: Pick<RedisStore, 'increment' | 'decrement' | 'resetKey'>) => Promise<T>): Promise<T> => {
    try {
      return await call(together);
    } catch (error) {
      onFailure(error);
      return call(alone);
    }
  };
  return {
    prefix,
    init(options) {
      alone = createOwnCounters(options.windowMs);
      return together.init(options);
    },
    increment: (key) => count((counters) => counters.increment(key)),
    decrement: (key) => count((counters) => counters.decrement(key)),
    resetKey: (key) => count((counters) => counters.resetKey(key)),
  };
}

/**
 * The store loads its scripts once, at the start, and would never recover from a Redis that was away then, or that has
 * forgotten them: so loading is answered here, and a script that Redis does not know is sent whole.
 */
function sender(redis: Redis): (...command: string[]) => Promise<RedisReply> {
  const scripts = new Map<string, string>();
  return async (...command) => {
    const [verb, first = '', second = ''] = command;
    if (verb === 'SCRIPT' && first === 'LOAD') {
      const sha = createHash('sha1').update(second).digest('hex');
      scripts.set(sha, second);
      return sha;
    }
    const script = scripts.get(first);
    try {
      return (await redis.sendCommand(command)) as unknown as RedisReply;
    } catch (error) {
      if (verb !== 'EVALSHA' || script === undefined || !String(error).includes('NOSCRIPT')) throw error;
      return (await redis.sendCommand(['EVAL', script, ...command.slice(2)])) as unknown as RedisReply;
    }
  };
}

/** At most this many addresses are remembered by one instance; the one that came first is forgotten first. */
const mostKeys = 20_000;

function createOwnCounters(windowMs: number) {
  const counters = new Map<string, { totalHits: number; resetTime: Date }>();
  return {
    increment(key: string): Promise<IncrementResponse> {
      const known = counters.get(key);
      const now = Date.now();
      const counter = known === undefined || known.resetTime.getTime() <= now ? { totalHits: 0, resetTime: new Date(now + windowMs) } : known;
      counter.totalHits += 1;
      if (counter !== known) {
        counters.delete(key);
        const oldest = counters.keys().next().value;
        if (counters.size >= mostKeys && oldest !== undefined) counters.delete(oldest);
        counters.set(key, counter);
      }
      return Promise.resolve({ ...counter });
    },
    decrement(key: string): Promise<void> {
      const counter = counters.get(key);
      if (counter !== undefined) counter.totalHits -= 1;
      return Promise.resolve();
    },
    resetKey(key: string): Promise<void> {
      counters.delete(key);
      return Promise.resolve();
    },
  };
}
