/**
 * Live events of an interview on a Redis stream, and the agent's sign of life. A stream instead of pub/sub: a listener
 * that reconnects goes on where it was, and one that comes late can read from the beginning.
 */
import { agentHeartbeat, AgentSign, analyticsCacheKey, liveStream, type LiveEvent } from '@greenroom/contracts';
import { cacheOn, type Cache } from './cache.ts';
import { answered, connectionDefaults, newConnection } from './connection.ts';
import { followStream, type Followed, type FollowOptions } from './follow.ts';

export type { Cache, CacheLookup } from './cache.ts';
export { EventsUnavailableError } from './errors.ts';
export type { Followed, FollowOptions } from './follow.ts';

export interface Events {
  /** Appends to the interview's stream and gives the entry's id. @throws EventsUnavailableError at once when Redis is away */
  publish(interviewId: string, event: LiveEvent): Promise<string>;
  /** Events in order, on a connection of its own, until `signal` is aborted or `close()`. Survives a restart of Redis. */
  follow(interviewId: string, options?: FollowOptions): AsyncIterable<Followed>;
  /** Writes the agent's sign of life. @throws EventsUnavailableError at once when Redis is away */
  beat(interviewId: string, sign: AgentSign): Promise<void>;
  /** Null: no agent is alive and none said that it has ended. @throws EventsUnavailableError */
  agentSign(interviewId: string): Promise<AgentSign | null>;
  /** Computed answers, kept for minutes. */
  cache: Cache;
  /** @throws EventsUnavailableError */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface EventsOptions {
  url: string;
  /** Told about lost connections and unreadable events; nothing else shows them. */
  onError?: ((error: unknown) => void) | undefined;
}

/** Waits at most 2 s for Redis. When it is away by then, calls fail at once until it comes. */
export async function connectEvents({ url, onError = () => undefined }: EventsOptions): Promise<Events> {
  const client = newConnection(url, { reconnect: true, onError });
  const closing = new AbortController();
  // A first connection that fails is reported by `onError` and tried again for as long as it takes.
  const connecting = client.connect().catch(() => undefined);
  await answered(connecting, 'connect', connectionDefaults.connectTimeoutMs).catch(onError);

  return {
    async publish(interviewId, event) {
      const key = liveStream.key(interviewId);
      const added = client.xAdd(key, '*', { event: JSON.stringify(event) }, {
        TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: liveStream.maxLength },
      });
      const expiring = client.expire(key, liveStream.expireSeconds);
      const [id] = await answered(Promise.all([added, expiring]), 'publish');
      return id;
    },
    follow(interviewId, options = {}) {
      const signal = options.signal === undefined ? closing.signal : AbortSignal.any([options.signal, closing.signal]);
      return followStream(url, interviewId, { after: options.after, signal }, onError);
    },
    async beat(interviewId, sign) {
      const value = sign.phase === 'running' ? agentHeartbeat.ttlMs : agentHeartbeat.endedTtlMs;
      await answered(client.set(agentHeartbeat.key(interviewId), JSON.stringify(sign), { expiration: { type: 'PX', value } }), 'beat');
    },
    async agentSign(interviewId) {
      const json = await answered(client.get(agentHeartbeat.key(interviewId)), 'agentSign');
      return json === null ? null : AgentSign.parse(JSON.parse(json));
    },
    cache: cacheOn(client),
    async ping() {
      await answered(client.ping(), 'ping');
    },
    async close() {
      closing.abort();
      if (client.isReady) await answered(client.close(), 'close').catch(() => client.destroy());
      else if (client.isOpen) client.destroy();
    },
  };
}

/** A person's analytics are computed anew at the next look: a report has come, or an interview has gone. @throws EventsUnavailableError */
export const dropAnalyticsCache = ({ cache }: Pick<Events, 'cache'>, userId: string): Promise<void> => cache.drop(analyticsCacheKey(userId));
