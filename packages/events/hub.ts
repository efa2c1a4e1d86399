/**
 * One reader for many listeners: an instance with a thousand sockets holds one blocking connection to Redis, whatever they
 * listen to. A listener first gets what its interview's stream holds after its own place, then what the reader brings, without
 * a gap and without anything twice.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { liveStream } from '@greenroom/contracts';
import { answered, type Connection } from './connection.ts';
import { compareIds, eventReader } from './entries.ts';
import { followDefaults, type Followed } from './follow.ts';
import { patientConnection } from './patient-connection.ts';

export interface Listener {
  /** Id of the last event already seen; `'0'` from the beginning; undefined: only what is new. */
  after: string | undefined;
  onEvent(followed: Followed): void;
  /** True: too much waits for it already. It then gets the rest from the stream, as `ready` allows, and holds up nobody else. */
  full?(): boolean;
  /** Resolves when a full listener can take more, or has ended. */
  ready?(): Promise<void>;
}

export interface Hub {
  /** Listens until `end()` is called. */
  listen(interviewId: string, listener: Listener): { end(): void };
  /** How many interviews are being read. */
  readonly interviews: number;
}

interface Place { listener: Listener; lastId: string; over: boolean }
interface Topic {
  key: string;
  listeners: number;
  /** The last id that the reader has passed on; undefined until it is known where the stream ends. */
  position: string | undefined;
  caughtUp: Set<Place>;
  known: Promise<void>;
}

/** How often a reader is looked for that was between two reads when it should have been woken. */
const wakeRetryMs = 10;
const wakeTries = 20;
/** How often it is looked whether a stream's end is known by now. */
const positionRetryMs = 50;

/** @param commands answers short commands; the hub's own connection is for the blocking read alone */
export function createHub(url: string, commands: Connection, signal: AbortSignal, onError: (error: unknown) => void): Hub {
  const topics = new Map<string, Topic>();
  const read = eventReader(onError);
  const connection = patientConnection(url, signal, onError);
  /** Counts changes of what is to be read; the reader says which of them its running read knows. */
  let wanted = 0;
  let knownToReader = 0;
  let reader: { connection: Connection; id: number } | undefined;
  let reading: Promise<void> | undefined;

  /** Short commands, tried until Redis is there, or nobody wants the answer any more. */
  async function asked<T>(command: () => Promise<T>, what: string, over = (): boolean => signal.aborted): Promise<T | undefined> {
    for (let said = false; !over(); said = true) {
      try {
        return await answered(command(), what);
      } catch (error) {
        if (!said) onError(error);
        await pause(250, undefined, { signal }).catch(() => undefined);
      }
    }
    return undefined;
  }

  async function readOn(): Promise<void> {
    while (!signal.aborted && topics.size > 0) {
      const round = wanted;
      const open = [...topics.values()].filter((topic) => topic.position !== undefined);
      if (open.length === 0) {
        await pause(positionRetryMs);
        continue;
      }
      const reply = await connection.untilItWorks(async (redis) => {
        if (reader?.connection !== redis) reader = { connection: redis, id: await answered(redis.clientId(), 'client id') };
        knownToReader = round;
        const streams = open.map(({ key, position }) => ({ key, id: position ?? '0-0' }));
        return { streams: await answered(redis.xRead(streams, { BLOCK: followDefaults.blockMs, COUNT: followDefaults.batch }), 'xread', followDefaults.blockMs + 2_000) };
      }).catch(() => undefined);
      for (const { name, messages } of reply?.streams ?? []) {
        const topic = topics.get(String(name));
        if (topic === undefined) continue;
        for (const { id, message } of messages) {
          topic.position = id;
          const followed = read(id, message);
          if (followed === undefined) continue;
          for (const place of topic.caughtUp) {
            if (place.listener.full?.() === true) fallBehind(topic, place);
            else give(place, followed);
          }
        }
      }
    }
  }

  function fallBehind(topic: Topic, place: Place): void {
    topic.caughtUp.delete(place);
    catchUp(topic, place).catch(onError);
  }

  function give(place: Place, followed: Followed): void {
    if (compareIds(followed.id, place.lastId) <= 0) return;
    place.lastId = followed.id;
    place.listener.onEvent(followed);
  }

  /** The running read does not know the newest topic: it is ended, so that the next one does. */
  async function wake(): Promise<void> {
    const needed = ++wanted;
    reading ??= readOn().catch(onError).finally(() => {
      reading = undefined;
      reader = undefined;
      if (topics.size > 0 && !signal.aborted) void wake();
    });
    for (let tries = 0; tries < wakeTries && knownToReader < needed && !signal.aborted; tries += 1) {
      const id = reader?.id;
      const woken = id === undefined ? 0 : await answered(commands.clientUnblock(id), 'unblock').catch(() => 0);
      if (woken === 0) await pause(wakeRetryMs);
    }
  }

  function topicOf(interviewId: string): Topic {
    const key = liveStream.key(interviewId);
    const present = topics.get(key);
    if (present !== undefined) return present;
    const topic: Topic = { key, listeners: 0, position: undefined, caughtUp: new Set(), known: Promise.resolve() };
    topics.set(key, topic);
    topic.known = asked(() => commands.xRevRange(key, '+', '-', { COUNT: 1 }), 'xrevrange').then((newest) => {
      topic.position = newest?.[0]?.id ?? '0-0';
      void wake();
    });
    return topic;
  }

  /** Gives what the stream holds after the listener's place, until it meets the reader. */
  async function catchUp(topic: Topic, place: Place): Promise<void> {
    const { listener } = place;
    const ended = (): boolean => place.over || signal.aborted;
    while (!ended()) {
      const batch = await asked(() => commands.xRange(topic.key, `(${place.lastId}`, '+', { COUNT: followDefaults.batch }), 'xrange', ended);
      if (batch == null || ended()) return;
      for (const { id, message } of batch) {
        const followed = read(id, message);
        if (followed === undefined) place.lastId = id;
        else give(place, followed);
        if (listener.full?.() === true) await listener.ready?.();
        if (ended()) return;
      }
      if (batch.length < followDefaults.batch && compareIds(place.lastId, topic.position ?? '0-0') >= 0) break;
    }
    if (!ended()) topic.caughtUp.add(place);
  }

  return {
    listen(interviewId, listener) {
      const topic = topicOf(interviewId);
      topic.listeners += 1;
      const place: Place = { listener, lastId: listener.after ?? '0', over: false };
      topic.known.then(() => {
        const end = topic.position ?? '0-0';
        if (listener.after === undefined || compareIds(place.lastId, end) > 0) place.lastId = end;
        return catchUp(topic, place);
      }).catch(onError);
      return {
        end() {
          if (place.over) return;
          place.over = true;
          topic.caughtUp.delete(place);
          topic.listeners -= 1;
          if (topic.listeners === 0) topics.delete(topic.key);
        },
      };
    },
    get interviews() {
      return topics.size;
    },
  };
}
