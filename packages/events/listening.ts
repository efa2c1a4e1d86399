/** Who follows an interview on live sockets, of whatever API instance, and which coach leads. */
import { listening } from '@greenroom/contracts';
import { answered, type Connection } from './connection.ts';

/** Every method may throw `EventsUnavailableError`. */
export interface Listening {
  /** A coach's socket follows this interview; said again every `listening.everyMs` for as long as it does. */
  follows(interviewId: string, userId: string, socketId: string): Promise<void>;
  leaves(interviewId: string, userId: string, socketId: string): Promise<void>;
  /** The coaches who follow it now, each once. */
  followers(interviewId: string): Promise<string[]>;
  /** The coach who has taken over; null: the interviewer leads. */
  setLeader(interviewId: string, userId: string | null): Promise<void>;
  leader(interviewId: string): Promise<string | null>;
  /** The coach who leads is there, or is not. @returns since when not, in epoch milliseconds */
  leaderSeen(interviewId: string, here: boolean): Promise<number | undefined>;
  /** Keeps what the candidate is told now. @returns what was told before */
  told(interviewId: string, text: string): Promise<string | null>;
  /** It is looked at again at this moment, by whichever instance then comes first. Epoch milliseconds. */
  lookAgainAt(interviewId: string, atMs: number): Promise<void>;
  /** Nobody listens (any more). */
  unwatch(interviewId: string): Promise<void>;
  /** Those whose moment has come, for this instance to look at: they are put off by `putOffMs` for the others. */
  due(nowMs: number, putOffMs: number): Promise<string[]>;
}

const separator = ' ';

export function listeningOn(client: Connection): Listening {
  const { followersKey, leaderAwayKey, leaderKey, toldKey, watchedKey, ttlMs, expireSeconds } = listening;
  const expiration = { type: 'EX', value: expireSeconds } as const;
  return {
    async follows(interviewId, userId, socketId) {
      const key = followersKey(interviewId);
      const member = { value: userId + separator + socketId, score: Date.now() + ttlMs };
      await answered(Promise.all([client.zAdd(key, member), client.expire(key, expireSeconds)]), 'follower');
    },
    async leaves(interviewId, userId, socketId) {
      await answered(client.zRem(followersKey(interviewId), userId + separator + socketId), 'follower');
    },
    async followers(interviewId) {
      const key = followersKey(interviewId);
      const now = Date.now();
      const [, members] = await answered(Promise.all([client.zRemRangeByScore(key, '-inf', now), client.zRange(key, now, '+inf', { BY: 'SCORE' })]), 'followers');
      return [...new Set(members.map((member) => member.split(separator)[0] as string))];
    },
    async setLeader(interviewId, userId) {
      const key = leaderKey(interviewId);
      await answered(Promise.all([client.del(leaderAwayKey(interviewId)), userId === null ? client.del(key) : client.set(key, userId, { expiration })]), 'leader');
    },
    async leader(interviewId) {
      return answered(client.get(leaderKey(interviewId)), 'leader');
    },
    async leaderSeen(interviewId, here) {
      const key = leaderAwayKey(interviewId);
      if (here) return void (await answered(client.del(key), 'leader'));
      const now = Date.now();
      const [, since] = await answered(Promise.all([client.set(key, String(now), { expiration, condition: 'NX' }), client.get(key)]), 'leader');
      return since === null ? now : Number(since);
    },
    async told(interviewId, text) {
      return answered(client.set(toldKey(interviewId), text, { expiration, GET: true }), 'listeners told');
    },
    async lookAgainAt(interviewId, atMs) {
      await answered(client.zAdd(watchedKey, { value: interviewId, score: atMs }), 'listeners watched');
    },
    async unwatch(interviewId) {
      await answered(client.zRem(watchedKey, interviewId), 'listeners watched');
    },
    async due(nowMs, putOffMs) {
      const ids = await answered(client.zRange(watchedKey, '-inf', nowMs, { BY: 'SCORE' }), 'listeners due');
      // Put off, not removed: when this instance dies over it, another one comes to it. Two that take it at once do no harm.
      const taken = await answered(Promise.all(ids.map((value) => client.zAdd(watchedKey, { value, score: nowMs + putOffMs }, { condition: 'XX', CH: true }))), 'listeners due');
      return ids.filter((_, index) => taken[index] === 1);
    },
  };
}
