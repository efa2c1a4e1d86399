/** Whoever follows an interview as a coach is told to the candidate: on the socket, in the room, seen or hidden, on any instance. */
import { setTimeout as pause } from 'node:timers/promises';
import { commandStream, listening, LiveEvent, RoomAccess, topics, type Listener } from '@greenroom/contracts';
import { addGrant, changeAccount, setInterviewStatus, startInterview } from '@greenroom/database';
import { Room, RoomEvent } from '@livekit/rtc-node';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { openLive, ticketOf, type LiveClient } from './testing.ts';

let api: TestApi;
let other: TestApi;
let dana: { id: string; token: string };
let cal: { id: string; token: string };
let bea: { id: string; token: string };
const redis = createClient({ url: inject('env')['REDIS_URL'] as string });
const sockets: LiveClient[] = [];
const rooms: Room[] = [];

beforeAll(async () => {
  const env = inject('env');
  await redis.connect();
  // LiveKit sends its events to this port.
  api = await startTestApi(env, { port: Number(env['API_PORT']) });
  other = await startTestApi(env, { settings: (settings) => ({ ...settings, database: api.settings.database }) });
  [dana, cal, bea] = await Promise.all([api.signUp(), api.signUp('coach'), api.signUp('coach')]);
  await changeAccount(api.context.database, cal.id, { fullName: 'Cal Coach' });
  await changeAccount(api.context.database, bea.id, { fullName: 'Bea Coach' });
  for (const { id } of [cal, bea]) await addGrant(api.context.database, { candidateId: dana.id, coachId: id, interviewId: null });
});
afterEach(async () => {
  await Promise.all([...sockets.splice(0).map((socket) => socket.close()), ...rooms.splice(0).map((room) => room.disconnect())]);
});
afterAll(async () => {
  await other.stop();
  await api.stop();
  await redis.close();
});

async function connect({ token }: { token: string }, to = api): Promise<LiveClient> {
  const socket = await openLive(to.url, await ticketOf(api, token));
  sockets.push(socket);
  return socket;
}
const listOf = async (interviewId: string): Promise<Listener[]> => ((await api.call('GET', `/interviews/${interviewId}/listeners`, { token: dana.token })).body as { items: Listener[] }).items;
const told = (candidate: LiveClient): Listener[][] => candidate.events.flatMap((event) => (event.type === 'listeners' ? [event.people] : []));
const lists = (name: string): Listener => ({ name, state: 'listens' });
const within = { timeout: 15_000 };

test('a coach is listed once however many sockets, on whatever instance, and until the last one has gone', async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  const early = await connect(bea, other);
  await early.ask({ type: 'subscribe', interviewId });
  // Before the start there is no clock and no event; the list is there.
  await expect.poll(() => listOf(interviewId)).toEqual([lists('Bea Coach')]);
  expect((await api.call('POST', `/interviews/${interviewId}/start`, { token: dana.token })).status).toBe(200);
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  await expect.poll(() => told(candidate), within).toEqual([[lists('Bea Coach')]]);

  const [first, second] = [await connect(cal), await connect(cal, other)];
  await first.ask({ type: 'subscribe', interviewId });
  await second.ask({ type: 'subscribe', interviewId });
  const both = [lists('Bea Coach'), lists('Cal Coach')];
  await expect.poll(() => told(candidate).at(-1), within).toEqual(both);
  await first.close();
  await pause(500);
  expect(await listOf(interviewId)).toEqual(both);
  expect(told(candidate)).toHaveLength(2);
  await second.ask({ type: 'unsubscribe', interviewId });
  await expect.poll(() => told(candidate).at(-1), within).toEqual([lists('Bea Coach')]);

  await early.ask({ type: 'coach:take_over', interviewId });
  await expect.poll(() => told(candidate).at(-1), within).toEqual([{ name: 'Bea Coach', state: 'leads' }]);
  await early.ask({ type: 'coach:hand_back', interviewId });
  await expect.poll(() => told(candidate).at(-1), within).toEqual([lists('Bea Coach')]);
  expect(told(candidate)).toHaveLength(5);
  // A coach sees it, too, and the candidate is nobody's listener.
  expect((await api.call('GET', `/interviews/${interviewId}/listeners`, { token: cal.token })).body).toEqual({ items: [lists('Bea Coach')] });
});

test('listeners of an instance that crashed are taken off by another one', { timeout: 60_000 }, async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  // What a process leaves behind that is killed: its entry, 2 s before it is over, and the note to look again.
  await api.context.events.listening.follows(interviewId, cal.id, 'a-socket-that-died');
  await api.context.listeners.changed(interviewId);
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')]]);
  await redis.zAdd(listening.followersKey(interviewId), { value: `${cal.id} a-socket-that-died`, score: Date.now() + 2_000 });
  const since = performance.now();
  await expect.poll(() => told(candidate).at(-1), { timeout: 30_000 }).toEqual([]);
  expect(performance.now() - since).toBeLessThan(listening.everyMs + 8_000);
  expect(await redis.zScore(listening.watchedKey, interviewId)).toBeNull();
});

test('instances that tell at the same time leave the candidate with what is true', async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  const instances = [api.context, other.context];
  for (let round = 0; round < 15; round += 1) {
    await Promise.all(instances.map(async ({ events, listeners }, index) => {
      const person = index === 0 ? cal.id : bea.id;
      await (round % 2 === 0 ? events.listening.follows(interviewId, person, 's') : events.listening.leaves(interviewId, person, 's'));
      await listeners.changed(interviewId);
    }));
    const now = round % 2 === 0 ? [lists('Bea Coach'), lists('Cal Coach')] : [];
    await expect.poll(() => told(candidate).at(-1), within).toEqual(now);
  }
});

test('a hidden listener, a coach with a microphone and one who leads are shown as such, on the stream and in the room', { timeout: 60_000 }, async () => {
  const { id: interviewId } = await api.plan(dana.token);
  const access = RoomAccess.parse((await api.call('POST', `/interviews/${interviewId}/start`, { token: dana.token })).body);
  const enter = async ({ url, token }: RoomAccess, topic: string, heard: Listener[][] = []): Promise<Listener[][]> => {
    const room = new Room();
    rooms.push(room);
    room.on(RoomEvent.DataReceived, (data, _participant, _kind, on) => {
      const event = LiveEvent.parse(JSON.parse(new TextDecoder().decode(data)));
      if (event.type === 'listeners' && on === topic) heard.push(event.people);
    });
    await room.connect(url, token, { autoSubscribe: true, dynacast: false });
    return heard;
  };
  const comeIn = async (mode: 'listen' | 'speak') => enter(RoomAccess.parse((await api.call('POST', `/interviews/${interviewId}/token`, { token: cal.token, body: { mode } })).body), topics.coach);
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  const inRoom = await enter(access, topics.live);

  const coach = await comeIn('listen');
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')]]);
  await expect.poll(() => inRoom.at(-1), within).toEqual([lists('Cal Coach')]);
  await expect.poll(() => coach.at(-1), within).toEqual([lists('Cal Coach')]);
  // Followed on the socket as well: once.
  const socket = await connect(cal);
  await socket.ask({ type: 'subscribe', interviewId });
  await comeIn('speak');
  await expect.poll(() => told(candidate).at(-1), within).toEqual([{ name: 'Cal Coach', state: 'in_room' }]);
  await socket.ask({ type: 'coach:take_over', interviewId });
  await expect.poll(() => inRoom.at(-1), within).toEqual([{ name: 'Cal Coach', state: 'leads' }]);
  await socket.ask({ type: 'coach:hand_back', interviewId });
  await expect.poll(() => inRoom.at(-1), within).toEqual([{ name: 'Cal Coach', state: 'in_room' }]);

  // Whoever loads the page again hears in the room who is there.
  const again = await enter(RoomAccess.parse((await api.call('POST', `/interviews/${interviewId}/token`, { token: dana.token })).body), topics.live);
  await expect.poll(() => again.at(-1), within).toEqual([{ name: 'Cal Coach', state: 'in_room' }]);
  await rooms[2]?.disconnect();
  await expect.poll(() => told(candidate).at(-1), within).toEqual([lists('Cal Coach')]);
  await socket.close();
  await expect.poll(() => told(candidate).at(-1), within).toEqual([]);
  await expect.poll(() => again.at(-1), within).toEqual([]);
  for (const people of told(candidate)) expect(people.length).toBeLessThanOrEqual(1);
});

test('a coach who leads and is gone is still shown as leading, until the interviewer goes on in that coach’s place', { timeout: 60_000 }, async () => {
  const { id: interviewId } = await api.plan(dana.token);
  await startInterview(api.context.database, interviewId, Date.now());
  const [candidate, coach] = [await connect(dana), await connect(cal)];
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  await coach.ask({ type: 'subscribe', interviewId });
  await coach.ask({ type: 'coach:take_over', interviewId });
  const leading = [{ name: 'Cal Coach', state: 'leads' }];
  await expect.poll(() => told(candidate).at(-1), within).toEqual(leading);
  await coach.close();
  await pause(500);
  expect(await listOf(interviewId)).toEqual(leading);
  const back = await connect(cal);
  await back.ask({ type: 'subscribe', interviewId });
  await expect.poll(() => redis.exists(listening.leaderAwayKey(interviewId)), within).toBe(0);
  await back.close();
  await expect.poll(() => redis.exists(listening.leaderAwayKey(interviewId)), within).toBe(1);
  // As if that had been a while ago.
  await redis.set(listening.leaderAwayKey(interviewId), String(Date.now() - listening.leaderAwayMs));
  await candidate.event('notice', ({ text }) => text.includes('The interviewer goes on.'), 20);
  await expect.poll(() => told(candidate).at(-1), within).toEqual([]);
  const orders = ((await redis.xRange(commandStream.key(interviewId), '-', '+')) ?? []).map(({ message }) => (JSON.parse(message['command'] ?? '') as { command: { type: string } }).command.type);
  expect([orders[0], orders.at(-1)]).toEqual(['take_over', 'hand_back']);
});

test('what is over has no listeners, and somebody without a grant is not told who listens', async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  const socket = await connect(cal);
  await socket.ask({ type: 'subscribe', interviewId });
  await expect.poll(() => listOf(interviewId)).toEqual([lists('Cal Coach')]);
  await setInterviewStatus(api.context.database, interviewId, ['in_progress'], 'completed');
  expect(await listOf(interviewId)).toEqual([]);
  expect((await api.call('GET', `/interviews/${interviewId}/listeners`, { token: (await api.signUp('coach')).token })).status).toBe(404);
});
