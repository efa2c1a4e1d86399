import type { LiveEvent } from '@greenroom/contracts';
import { answered } from './connection.ts';
import { patientConnection } from './patient-connection.ts';

export interface FollowOptions {
  /** Id of the last entry already seen; `'0'` from the beginning, `'$'` only new ones. @defaultValue '$' */
  after?: string | undefined;
  signal?: AbortSignal | undefined;
}
export interface Followed {
  id: string;
  event: LiveEvent;
}

export const followDefaults = {
  /** One read waits this long for news; a connection that says nothing for longer is taken for dead. */
  blockMs: 5_000,
  batch: 200,
} as const;

/**
 * Reads one stream on a connection of its own. The position is kept, so that a lost connection loses no entry. `'$'` means
 * "from the moment of the call", not of the first read. What `read` gives undefined for is passed over.
 */
export function followStream<T>(url: string, key: string, read: (id: string, message: Record<string, string>) => T | undefined, options: FollowOptions, onError: (error: unknown) => void): AsyncGenerator<T> {
  const signal = options.signal ?? new AbortController().signal;
  const connection = patientConnection(url, signal, onError);
  const newestId = () => connection.untilItWorks(async (redis) => (await answered(redis.xRevRange(key, '+', '-', { COUNT: 1 }), 'xrevrange'))?.[0]?.id ?? '0-0');
  const after = options.after ?? '$';
  const start = after === '$' ? newestId() : Promise.resolve(after);

  async function* entries(): AsyncGenerator<T> {
    try {
      let position = await start;
      while (position !== undefined && !signal.aborted) {
        const from = position;
        const reply = await connection.untilItWorks(async (redis) => {
          const reading = redis.xRead({ key, id: from }, { BLOCK: followDefaults.blockMs, COUNT: followDefaults.batch });
          return { streams: await answered(reading, 'xread', followDefaults.blockMs + 2_000) };
        });
        for (const { id, message } of reply?.streams?.[0]?.messages ?? []) {
          position = id;
          const entry = read(id, message);
          if (entry !== undefined) yield entry;
          if (signal.aborted) return;
        }
      }
    } finally {
      connection.disconnect();
    }
  }
  return entries();
}
