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
  /** This coach leads from now on, unless another one does. @returns who leads, and whether that is new */
  claimLead(interviewId: string, userId: string): Promise<{ leader: string; isNew: boolean }>;
  /** This coach leads no longer; nothing changes when another one leads. */
  releaseLead(interviewId: string, userId: string): Promise<void>;
  /** The coach who has taken over; null: the interviewer leads. */
  leader(interviewId: string): Promise<string | null>;
  /** The coach who leads is there, or is not. @returns since when not, in epoch milliseconds */
  leaderSeen(interviewId: string, here: boolean): Promise<number | undefined>;
  /** What the candidate was told last; null: nothing yet. */
  told(interviewId: string): Promise<string | null>;
  /** The candidate has been told this. */
  setTold(interviewId: string, text: string): Promise<void>;
  /** It is looked at again at this moment, by whichever instance then comes first. Epoch milliseconds. */
  lookAgainAt(interviewId: string, atMs: number): Promise<void>;
  /** Nobody listens (any more). */
  unwatch(interviewId: string): Promise<void>;
  /** Those whose moment has come, for this instance to look at: they are put off by `putOffMs` for the others. */
  due(nowMs: number, putOffMs: number): Promise<string[]>;
}

const separator = ' ';
/** Scripts, because nobody may come between looking and writing. KEYS: who leads, since when away. ARGV: the coach, seconds. */
const claim = "local leader = redis.call('get', KEYS[1]) if leader then return leader end redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2]) redis.call('del', KEYS[2]) return false";
const release = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1], KEYS[2]) end return 0";

export function listeningOn(client: Connection): Listening {
  const { followersKey, leaderAwayKey, leaderKey, toldKey, watchedKey, ttlMs, expireSeconds } = listening;
  const expiration = { type: 'EX', value: expireSeconds } as const;
  return {
    async follows(interviewId, userId, socketId) {
      const key = followersKey(interviewId);
      const member = { value: userId + separator + socketId, score: Date.now() + ttlMs };
      // Looked at soon, also when it was not known before: Redis was away, or has forgotten it.
      const watched = client.zAdd(watchedKey, { value: interviewId, score: Date.now() }, { condition: 'NX' });
      await answered(Promise.all([client.zAdd(key, member), client.expire(key, expireSeconds), watched]), 'follower');
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
    async claimLead(interviewId, userId) {
      const before = await answered(client.eval(claim, { keys: [leaderKey(interviewId), leaderAwayKey(interviewId)], arguments: [userId, String(expireSeconds)] }), 'leader');
      return typeof before === 'string' ? { leader: before, isNew: false } : { leader: userId, isNew: true };
    },
    async releaseLead(interviewId, userId) {
      await answered(client.eval(release, { keys: [leaderKey(interviewId), leaderAwayKey(interviewId)], arguments: [userId] }), 'leader');
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
    async told(interviewId) {
      return answered(client.get(toldKey(interviewId)), 'listeners told');
    },
    async setTold(interviewId, text) {
      await answered(client.set(toldKey(interviewId), text, { expiration }), 'listeners told');
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
