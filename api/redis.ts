/** The API's own connection to Redis: counters, repeated answers, tickets. It fails fast and comes back by itself. */
import { createClient } from 'redis';

const defaults = {
  connectTimeoutMs: 2_000,
  /** A silent network is noticed by pings that nobody answers: the socket is given up, and waiting commands fail. */
  pingIntervalMs: 1_000,
  silenceMs: 2_500,
  /** Longest wait between two attempts to reconnect. */
  reconnectAtMostMs: 1_000,
} as const;

export interface RedisOptions {
  url: string;
  /** Told once when Redis goes away, not with every attempt to reach it. */
  onAway: (error: unknown) => void;
  onBack: () => void;
}

/**
 * Waits at most 2 s for Redis. While it is away every command is refused at once (nothing is queued), so that each caller
 * decides what it does without: see docs/operations.md.
 */
export async function connectRedis({ url, onAway, onBack }: RedisOptions) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    pingInterval: defaults.pingIntervalMs,
    socket: {
      connectTimeout: defaults.connectTimeoutMs,
      socketTimeout: defaults.silenceMs,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, defaults.reconnectAtMostMs),
    },
  });
  let away = false;
  client.on('error', (error: unknown) => {
    if (!away) onAway(error);
    away = true;
  });
  client.on('ready', () => {
    if (away) onBack();
    away = false;
  });
  let timer: NodeJS.Timeout | undefined;
  const connecting = client.connect().catch(() => undefined);
  await Promise.race([connecting, new Promise((done) => (timer = setTimeout(done, defaults.connectTimeoutMs)))]);
  clearTimeout(timer);
  return client;
}
export type Redis = Awaited<ReturnType<typeof connectRedis>>;

export async function closeRedis(client: Redis): Promise<void> {
  if (client.isReady) await client.close().catch(() => client.destroy());
  else if (client.isOpen) client.destroy();
}
