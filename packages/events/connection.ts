import { createClient } from 'redis';
import { EventsUnavailableError } from './errors.ts';

export const connectionDefaults = {
  connectTimeoutMs: 2_000,
  /** How long a command may take before its caller goes on without it. */
  commandTimeoutMs: 1_000,
  /** Longest wait between two attempts to reconnect. */
  reconnectAtMostMs: 1_000,
} as const;

/**
 * A connection that never queues while Redis is away: a command fails at once, and the connection comes back by itself.
 * `reconnect: false` is for a reader that makes its own new connection.
 */
export function newConnection(url: string, options: { reconnect: boolean; onError: (error: unknown) => void }) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectionDefaults.connectTimeoutMs,
      reconnectStrategy: options.reconnect ? (retries) => Math.min(50 * 2 ** retries, connectionDefaults.reconnectAtMostMs) : false,
    },
  });
  client.on('error', options.onError);
  return client;
}
export type Connection = ReturnType<typeof newConnection>;

/** @throws EventsUnavailableError when the command fails or has no answer after `timeoutMs` (a dead network gives none). */
export async function answered<T>(command: Promise<T>, what: string, timeoutMs: number = connectionDefaults.commandTimeoutMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EventsUnavailableError(`Redis did not answer within ${timeoutMs} ms (${what}).`)), timeoutMs);
  });
  try {
    return await Promise.race([command, late]);
  } catch (error) {
    if (error instanceof EventsUnavailableError) throw error;
    throw new EventsUnavailableError(`Redis is not available (${what}): ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}
