/**
 * Live events of an interview on a Redis stream, and the agent's sign of life. A stream instead of pub/sub: a listener
 * that reconnects goes on where it was, and one that comes late can read from the beginning.
 */
import { AccessEnded, accessEndedChannel, agentHeartbeat, AgentSign, analyticsCacheKey, candidatePresence, commandStream, listening, liveStream, type LiveEvent } from '@greenroom/contracts';
import { cacheOn, type Cache } from './cache.ts';
import { commandsOn, type Commands } from './commands.ts';
import { answered, connectionDefaults, newConnection } from './connection.ts';
import { eventReader } from './entries.ts';
import { forgetKeys } from './forget.ts';
import { followStream, type Followed, type FollowOptions } from './follow.ts';
import { createHub, type Hub } from './hub.ts';
import { listeningOn, type Listening } from './listening.ts';

export type { Cache, CacheLookup } from './cache.ts';
export type { Commands } from './commands.ts';
export type { FollowedCommand } from './entries.ts';
export { EventsUnavailableError } from './errors.ts';
export type { Followed, FollowOptions } from './follow.ts';
export type { Hub, Listener } from './hub.ts';
export type { Listening } from './listening.ts';

export interface Events {
  /** Appends to the interview's stream and gives the entry's id. @throws EventsUnavailableError at once when Redis is away */
  publish(interviewId: string, event: LiveEvent): Promise<string>;
  /** Events in order, on a connection of its own, until `signal` is aborted or `close()`. Survives a restart of Redis. */
  follow(interviewId: string, options?: FollowOptions): AsyncIterable<Followed>;
  /** The same for many listeners over one connection. */
  hub: Hub;
  /** Orders for the interviewer in a room. */
  commands: Commands;
  /** The candidate has a live socket open on this interview. @throws EventsUnavailableError */
  candidateIsHere(interviewId: string): Promise<void>;
  /** Whether one has been open within the last half minute. @throws EventsUnavailableError */
  isCandidateHere(interviewId: string): Promise<boolean>;
  /** Which coaches follow an interview. */
  listening: Listening;
  /** Tells, on a connection of its own, whose access has ended, until `close()`. What is told while Redis is away is lost. */
  onAccessEnded(listener: (ended: AccessEnded) => void): void;
  /** Tells all of them. @throws EventsUnavailableError */
  tellAccessEnded(ended: AccessEnded): Promise<void>;
  /** Writes the agent's sign of life. @throws EventsUnavailableError at once when Redis is away */
  beat(interviewId: string, sign: AgentSign): Promise<void>;
  /** Null: no agent is alive and none said that it has ended. @throws EventsUnavailableError */
  agentSign(interviewId: string): Promise<AgentSign | null>;
  /** Removes every key whose name holds one of these ids; gives their number. @throws EventsUnavailableError */
  forgetAll(ids: readonly string[]): Promise<number>;
  /** Removes everything of an interview that is going. @throws EventsUnavailableError */
  forget(interviewId: string): Promise<void>;
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
  const subscribed: ReturnType<typeof newConnection>[] = [];

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
      return followStream(url, liveStream.key(interviewId), eventReader(onError), { after: options.after, signal }, onError);
    },
    hub: createHub(url, client, closing.signal, onError),
    commands: commandsOn(client, url, closing.signal, onError),
    async candidateIsHere(interviewId) {
      await answered(client.set(candidatePresence.key(interviewId), '1', { expiration: { type: 'PX', value: candidatePresence.ttlMs } }), 'presence');
    },
    async isCandidateHere(interviewId) {
      return (await answered(client.exists(candidatePresence.key(interviewId)), 'presence')) === 1;
    },
    listening: listeningOn(client),
    onAccessEnded(listener) {
      const connection = newConnection(url, { reconnect: true, onError });
      subscribed.push(connection);
      connection.connect().then(() => connection.subscribe(accessEndedChannel, (json) => {
        try {
          listener(AccessEnded.parse(JSON.parse(json)));
        } catch (error) {
          onError(error);
        }
      })).catch(onError);
    },
    async tellAccessEnded(ended) {
      await answered(client.publish(accessEndedChannel, JSON.stringify(ended)), 'access ended');
    },
    async beat(interviewId, sign) {
      const value = sign.phase === 'running' ? agentHeartbeat.ttlMs : agentHeartbeat.endedTtlMs;
      await answered(client.set(agentHeartbeat.key(interviewId), JSON.stringify(sign), { expiration: { type: 'PX', value } }), 'beat');
    },
    async agentSign(interviewId) {
      const json = await answered(client.get(agentHeartbeat.key(interviewId)), 'agentSign');
      return json === null ? null : AgentSign.parse(JSON.parse(json));
    },
    async forget(id) {
      // One by one: in a cluster they lie on different nodes.
      const all = [
        liveStream.key(id), agentHeartbeat.key(id), candidatePresence.key(id), commandStream.key(id), commandStream.doneKey(id), listening.followersKey(id), listening.leaderKey(id),
        listening.leaderAwayKey(id), listening.toldKey(id),
      ];
      await answered(Promise.all([...all.map((key) => client.del(key)), client.zRem(listening.watchedKey, id)]), 'forget');
    },
    cache: cacheOn(client),
    forgetAll: (ids) => forgetKeys(client, ids),
    async ping() {
      await answered(client.ping(), 'ping');
    },
    async close() {
      closing.abort();
      for (const connection of subscribed) if (connection.isOpen) connection.destroy();
      if (client.isReady) await answered(client.close(), 'close').catch(() => client.destroy());
      else if (client.isOpen) client.destroy();
    },
  };
}

/** A person's analytics are computed anew at the next look: a report has come, or an interview has gone. @throws EventsUnavailableError */
export const dropAnalyticsCache = ({ cache }: Pick<Events, 'cache'>, userId: string): Promise<void> => cache.drop(analyticsCacheKey(userId));
