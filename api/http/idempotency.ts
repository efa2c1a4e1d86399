/**
 * `Idempotency-Key`: a POST that makes something may be repeated (a lost answer, an impatient finger) and happens once.
 * The first one's answer is kept for 24 h and given again, marked `Idempotency-Replayed: true`. A key counts for one account, one
 * operation and one body. Only success is kept: after a refusal or a failure the same key may be tried again.
 *
 * What is kept is sealed: an answer may hold the text of a résumé or the token of a shared link.
 *
 * While Redis is away a request with a key is refused (503): the promise could not be kept. One without a key goes on.
 */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Seal } from '../auth/seal.ts';
import type { Context } from '../context.ts';
import type { Logger } from '../log.ts';
import { ProblemError } from '../problems.ts';

const defaults = {
  keptSeconds: 24 * 3600,
  /** One that is under way and never ends (its process was killed) keeps its key for this long. No operation takes longer. */
  underWayMs: 120_000,
} as const;
/** Printable ASCII. */
const keyForm = /^[\x21-\x7e]{1,255}$/;

/** What is kept of an answer. */
export interface KeptAnswer {
  status: number;
  /** JSON, or empty. */
  text: string;
  location: string | undefined;
}
const Sealed = z.object({ status: z.coerce.number(), text: z.string(), location: z.string().optional() });
const Entry = z.object({
  fingerprint: z.string(),
  /** Who works on it. */
  owner: z.string(),
  /** `KeptAnswer`, sealed. */
  answer: z.string().optional(),
});

export interface OnceOnly {
  /** The header's value, or the id of a socket's message. */
  key: string;
  /** What the caller calls it. */
  called: 'Idempotency-Key' | 'id';
  userId: string;
  operation: string;
  /** What was asked: params, query, body. Another one under the same key is refused. */
  asked: unknown;
  log: Logger;
}

/** Deletes or replaces the entry only while it is still ours. */
const ifOurs = `local found = redis.call('GET', KEYS[1])
if not found or cjson.decode(found).owner ~= ARGV[1] then return 0 end
if ARGV[2] == '' then return redis.call('DEL', KEYS[1]) end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

/**
 * Acts, or gives the answer that the same request got before.
 * @param act undefined: it has answered in another way, which is not kept.
 */
export async function onceOnly({ redis, keptAnswers }: Context, { key, called, userId, operation, asked, log }: OnceOnly, act: () => Promise<KeptAnswer | undefined>): Promise<{ answer: KeptAnswer | undefined; replayed: boolean }> {
  if (!keyForm.test(key)) throw new ProblemError('invalid-request', 'An Idempotency-Key has 1 to 255 printable characters: send a new UUID for each thing that you make.', { errors: [{ path: 'Idempotency-Key', message: 'expected 1 to 255 printable ASCII characters' }] });
  // The person's id stands in the name, so that it can be forgotten with the account.
  const name = `once:${userId}:${hash(JSON.stringify([operation, key]))}`;
  const fingerprint = hash(JSON.stringify(asked));
  const owner = randomUUID();
  const started = await reached(redis.set(name, JSON.stringify({ fingerprint, owner }), { condition: 'NX', expiration: { type: 'PX', value: defaults.underWayMs } }));
  if (started === null) {
    const found = await reached(redis.get(name));
    // Gone between the two: it failed just now, or its time was over.
    if (found === null) throw underWay(called);
    return { answer: await replay(keptAnswers, Entry.parse(JSON.parse(found)), { fingerprint, called }), replayed: true };
  }
  const settle = (value: string) =>
    redis.eval(ifOurs, { keys: [name], arguments: [owner, value, String(defaults.keptSeconds)] }).catch((error: unknown) => log.warn({ error }, 'The answer to an Idempotency-Key could not be kept'));
  try {
    const answer = await act();
    await settle(answer === undefined ? '' : JSON.stringify({ fingerprint, owner, answer: await sealed(keptAnswers, answer) }));
    return { answer, replayed: false };
  } catch (error) {
    await settle('');
    throw error;
  }
}

const sealed = (seal: Seal, { status, text, location }: KeptAnswer): Promise<string> =>
  seal.seal({ status: String(status), text, ...(location === undefined ? {} : { location }) }, defaults.keptSeconds);

async function replay(seal: Seal, entry: z.infer<typeof Entry>, { fingerprint, called }: { fingerprint: string } & Pick<OnceOnly, 'called'>): Promise<KeptAnswer> {
  if (entry.fingerprint !== fingerprint) throw new ProblemError('idempotency-key-reused', `This ${called} was used for something else. Take a new one for each thing that you make or order.`);
  if (entry.answer === undefined) throw underWay(called);
  const opened = await seal.open(entry.answer);
  // The signing keys were changed meanwhile.
  if (opened === undefined) throw new ProblemError('idempotency-key-reused', `The answer to this ${called} can no longer be read. Look whether it was done before you send it with a new one.`);
  return { location: undefined, ...Sealed.parse(opened) };
}

const underWay = (called: OnceOnly['called']): ProblemError =>
  new ProblemError('idempotency-under-way', `The first one with this ${called} is still being answered. Repeat it in a moment.`, { headers: { 'retry-after': '1' } });

async function reached<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    throw new ProblemError('unavailable', 'Whether this was done before cannot be looked up now, so it was not done. Try again in a moment.', { cause });
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('base64url');
