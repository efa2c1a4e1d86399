import { setTimeout as pause } from 'node:timers/promises';
import { LiveEvent, liveStream } from '@greenroom/contracts';
import { answered, connectionDefaults, newConnection, type Connection } from './connection.ts';

export interface FollowOptions {
  /** Id of the last event already seen; `'0'` from the beginning, `'$'` only new ones. @defaultValue '$' */
  after?: string | undefined;
  signal?: AbortSignal | undefined;
}
export interface Followed {
  id: string;
  event: LiveEvent;
}

const followDefaults = {
  /** One read waits this long for news; a connection that says nothing for longer is taken for dead. */
  blockMs: 5_000,
  batch: 200,
  retryMs: 250,
} as const;

/**
 * Reads one interview's stream on a connection of its own (a blocking read would hold up everything else). The position
 * is kept, so that a lost connection loses no event. `'$'` means "from the moment of the call", not of the first read.
 */
export function followStream(url: string, interviewId: string, options: FollowOptions, onError: (error: unknown) => void): AsyncGenerator<Followed> {
  const key = liveStream.key(interviewId);
  const signal = options.signal ?? new AbortController().signal;
  let connection: Connection | undefined;

  async function connected(): Promise<Connection> {
    if (connection?.isReady) return connection;
    disconnect();
    const fresh = newConnection(url, { reconnect: false, onError: () => undefined /* connect() and the commands report it */ });
    connection = fresh;
    await answered(fresh.connect(), 'connect', connectionDefaults.connectTimeoutMs + 1_000);
    return fresh;
  }
  function disconnect(): void {
    if (connection?.isOpen) connection.destroy();
    connection = undefined;
  }
  async function newestId(): Promise<string> {
    const newest = await answered((await connected()).xRevRange(key, '+', '-', { COUNT: 1 }), 'xrevrange');
    return newest?.[0]?.id ?? '0-0';
  }
  async function untilItWorks<T>(attempt: () => Promise<T>): Promise<T | undefined> {
    for (let said = false; !signal.aborted; said = true) {
      try {
        return await attempt();
      } catch (error) {
        disconnect();
        if (!said && !signal.aborted) onError(error);
        await pause(followDefaults.retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  const after = options.after ?? '$';
  const start = after === '$' ? untilItWorks(newestId) : Promise.resolve(after);
  signal.addEventListener('abort', disconnect, { once: true });

  async function* events(): AsyncGenerator<Followed> {
    try {
      let position = await start;
      while (position !== undefined && !signal.aborted) {
        const from = position;
        const reply = await untilItWorks(async () => {
          const reading = (await connected()).xRead({ key, id: from }, { BLOCK: followDefaults.blockMs, COUNT: followDefaults.batch });
          return { streams: await answered(reading, 'xread', followDefaults.blockMs + 2_000) };
        });
        for (const { id, message } of reply?.streams?.[0]?.messages ?? []) {
          position = id;
          const event = readEvent(id, message['event'], onError);
          if (event !== undefined) yield { id, event };
          if (signal.aborted) return;
        }
      }
    } finally {
      signal.removeEventListener('abort', disconnect);
      disconnect();
    }
  }
  return events();
}

/** An event that this version cannot read (a newer sender during a roll-out) is reported and passed over. */
function readEvent(id: string, json: string | undefined, onError: (error: unknown) => void): LiveEvent | undefined {
  try {
    return LiveEvent.parse(JSON.parse(json ?? ''));
  } catch (error) {
    onError(new Error(`Live event ${id} cannot be read.`, { cause: error }));
    return undefined;
  }
}
