/**
 * Answers that are costly to compute, kept as JSON for a few minutes. All variants of one thing (a person's analytics, for
 * every query) lie in one hash, so that they are dropped together and nothing stays behind.
 *
 * A hash carries a token. Whoever computes an answer took the token before, and gives it back with the answer: when the
 * hash was dropped meanwhile, the token is gone and the answer, already old, is not kept.
 */
import { answered, type Connection } from './connection.ts';

/** What was kept, or the token with which a newly computed value may be kept. */
export type CacheLookup = { found: true; value: unknown } | { found: false; token: string };

export interface Cache {
  /** `seconds`: how long all variants together live, counted from the first lookup. @throws EventsUnavailableError at once when Redis is away */
  get(key: string, variant: string, seconds: number): Promise<CacheLookup>;
  /** False when it was dropped since the token was given: the value is old. @throws EventsUnavailableError */
  set(key: string, variant: string, value: unknown, token: string): Promise<boolean>;
  /** Drops all variants at once. @throws EventsUnavailableError */
  drop(key: string): Promise<void>;
}

/** The field of the token; variants have a prefix of their own. */
const tokenField = 'token';
const fieldOf = (variant: string): string => `v:${variant}`;

const lookUp = `
if redis.call('HSETNX', KEYS[1], '${tokenField}', ARGV[1]) == 1 then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
return { redis.call('HGET', KEYS[1], '${tokenField}'), redis.call('HGET', KEYS[1], ARGV[2]) }`;

const keep = `
if redis.call('HGET', KEYS[1], '${tokenField}') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
return 1`;

export function cacheOn(client: Connection): Cache {
  return {
    async get(key, variant, seconds) {
      const reply = await answered(client.eval(lookUp, { keys: [key], arguments: [crypto.randomUUID(), fieldOf(variant), String(seconds)] }), 'cache get');
      const [token, json] = reply as unknown as [string, string | null];
      return json === null ? { found: false, token } : { found: true, value: JSON.parse(json) as unknown };
    },
    async set(key, variant, value, token) {
      return (await answered(client.eval(keep, { keys: [key], arguments: [token, fieldOf(variant), JSON.stringify(value)] }), 'cache set')) === 1;
    },
    async drop(key) {
      await answered(client.del(key), 'cache drop');
    },
  };
}
