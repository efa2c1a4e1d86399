/** Whoever follows an interview as a coach is told to the candidate: on the socket, in the room, seen or hidden, on any instance. */
import { setTimeout as pause } from 'node:timers/promises';
import { identities, listening, LiveEvent, RoomAccess, topics, type Listener, type Turn } from '@greenroom/contracts';
import { addGrant, changeAccount, saveTurn, setInterviewStatus, startInterview } from '@greenroom/database';
import { AudioSource, LocalAudioTrack, Room, RoomEvent, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { createListenerNews } from './listeners.ts';
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
const orders = async (interviewId: string): Promise<string[]> => (await api.context.events.commands.all(interviewId)).map(({ sent }) => `${sent.command.type} ${sent.by.userId === cal.id ? 'Cal' : 'Bea'}`);
/** Somebody else's interview: an account holds only a few at a time. */
async function another(): Promise<{ id: string; token: string }> {
  const candidate = await api.signUp();
  for (const { id } of [cal, bea]) await addGrant(api.context.database, { candidateId: candidate.id, coachId: id, interviewId: null });
  return candidate;
}
async function speaking(interviewId: string, { token }: { token: string }): Promise<Room> {
  const { url, token: entry } = RoomAccess.parse((await api.call('POST', `/interviews/${interviewId}/token`, { token, body: { mode: 'speak' } })).body);
  const room = new Room();
  rooms.push(room);
  await room.connect(url, entry, { autoSubscribe: true, dynacast: false });
  return room;
}
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
  await expect.poll(() => redis.zScore(listening.watchedKey, interviewId), within).toBeNull();
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

test('what could not be told is told with the next look, also that nobody listens any more', { timeout: 60_000 }, async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  const { database, events, log, rooms: livekit } = api.context;
  const broken = createListenerNews({ database, log, rooms: livekit, events: { ...events, publish: () => Promise.reject(new Error('away')) } }, () => Promise.resolve());
  await events.listening.follows(interviewId, cal.id, 's');
  await broken.changed(interviewId);
  expect(told(candidate)).toEqual([]);
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')]]);
  await events.listening.leaves(interviewId, cal.id, 's');
  await broken.changed(interviewId);
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')], []]);
  await expect.poll(() => redis.zScore(listening.watchedKey, interviewId), within).toBeNull();
});

test('a socket whose coming was lost, because Redis was away, is told of nevertheless', async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  // What the socket says again every ten seconds.
  await api.context.events.listening.follows(interviewId, cal.id, 's');
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')]]);
});

test('the first coach who takes over leads; another one is refused, and neither hands back for the first nor after it', async () => {
  const { id: interviewId } = await api.plan(dana.token);
  await startInterview(api.context.database, interviewId, Date.now());
  const [first, second] = [await connect(cal), await connect(bea, other)];
  const [one, two] = await Promise.all([first.ask({ type: 'coach:take_over', interviewId }), second.ask({ type: 'coach:take_over', interviewId })]);
  expect([one.type, two.type].sort()).toEqual(['ack', 'error']);
  const [leads, waits, name, letter] = one.type === 'ack' ? [first, second, 'Cal Coach', 'Cal'] : [second, first, 'Bea Coach', 'Bea'];
  expect([one, two].find(({ type }) => type === 'error')).toMatchObject({ problem: { type: '/problems/already-led', detail: expect.stringContaining(name) as string } });
  expect(await waits.ask({ type: 'coach:hand_back', interviewId })).toMatchObject({ problem: { type: '/problems/not-leading', detail: expect.stringContaining(name) as string } });
  // Said again it changes nothing.
  expect(await leads.ask({ type: 'coach:take_over', interviewId })).toMatchObject({ type: 'ack' });
  expect(await leads.ask({ type: 'coach:hand_back', interviewId })).toMatchObject({ type: 'ack' });
  expect(await waits.ask({ type: 'coach:take_over', interviewId })).toMatchObject({ type: 'ack' });
  const next = letter === 'Cal' ? 'Bea' : 'Cal';
  expect(await orders(interviewId)).toEqual([`take_over ${letter}`, `take_over ${letter}`, `hand_back ${letter}`, `take_over ${next}`]);
});

test('a coach whose grant is taken back leads no longer, at once', async () => {
  const candidate = await api.signUp();
  const grant = await addGrant(api.context.database, { candidateId: candidate.id, coachId: cal.id, interviewId: null });
  const { id: interviewId } = await api.plan(candidate.token);
  await startInterview(api.context.database, interviewId, Date.now());
  const [page, coach] = [await connect(candidate), await connect(cal)];
  await page.ask({ type: 'subscribe', interviewId, after: '0' });
  expect(await coach.ask({ type: 'coach:take_over', interviewId })).toMatchObject({ type: 'ack' });
  expect((await api.call('DELETE', `/coach/grants/${grant}`, { token: candidate.token })).status).toBe(204);
  expect(await orders(interviewId)).toEqual(['take_over Cal', 'hand_back Cal']);
  await page.event('notice', ({ text }) => text.includes('has no access any more. The interviewer goes on.'));
});

test('handing back closes the coach’s microphone, whatever the coach’s page does', { timeout: 60_000 }, async () => {
  const owner = await another();
  const { id: interviewId } = await api.plan(owner.token);
  expect((await api.call('POST', `/interviews/${interviewId}/start`, { token: owner.token })).status).toBe(200);
  const coach = await connect(cal);
  const room = await speaking(interviewId, cal);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('voice', new AudioSource(16_000, 1)), options);
  const listener = await speaking(interviewId, bea);
  const muted = (): (boolean | undefined)[] => [...(listener.remoteParticipants.get(identities.coach(cal.id))?.trackPublications.values() ?? [])].map((track) => track.muted);
  await expect.poll(muted, within).toEqual([false]);
  await coach.ask({ type: 'coach:take_over', interviewId });
  await coach.ask({ type: 'coach:hand_back', interviewId });
  await expect.poll(muted, within).toEqual([true]);
});

test('a coach who reads the transcript of a running interview is listed; its candidate gets it without marks and measures', async () => {
  const { id: interviewId } = await api.plan(dana.token, { mode: 'typed' });
  await startInterview(api.context.database, interviewId, Date.now());
  await saveTurn(api.context.database, {
    interviewId, seq: 0, speaker: 'candidate', kind: 'answer', questionId: 'q1', text: 'Um, well.', startedAt: 1, endedAt: 2, words: [], marks: [{ kind: 'filled_pause', start: 0, end: 2, text: 'Um', wordIndex: 0, scored: true }], measures: null, responseDelayMs: null, typed: false, interrupted: false,
  });
  const marks = async ({ token }: { token: string }): Promise<number[]> => ((await api.call('GET', `/interviews/${interviewId}/transcript`, { token })).body as { turns: Turn[] }).turns.map((turn) => turn.marks.length);
  const candidate = await connect(dana);
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  expect(await marks(dana)).toEqual([0]);
  expect(await listOf(interviewId)).toEqual([]);
  expect(await marks(cal)).toEqual([1]);
  await expect.poll(() => told(candidate), within).toEqual([[lists('Cal Coach')]]);
  expect((await redis.zRangeWithScores(listening.followersKey(interviewId), 0, -1))[0]?.score).toBeLessThanOrEqual(Date.now() + listening.ttlMs);
  await setInterviewStatus(api.context.database, interviewId, ['in_progress'], 'completed');
  expect(await marks(dana)).toEqual([1]);
});

test('a coach who leads and is gone is still shown as leading, until the interviewer goes on in that coach’s place', { timeout: 60_000 }, async () => {
  const owner = await another();
  const { id: interviewId } = await api.plan(owner.token);
  expect((await api.call('POST', `/interviews/${interviewId}/start`, { token: owner.token })).status).toBe(200);
  const [candidate, coach] = [await connect(owner), await connect(cal)];
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  await coach.ask({ type: 'subscribe', interviewId });
  await coach.ask({ type: 'coach:take_over', interviewId });
  const leading = [{ name: 'Cal Coach', state: 'leads' }];
  await expect.poll(() => told(candidate).at(-1), within).toEqual(leading);
  // An open desk is not enough: whoever leads a spoken interview is heard in the room.
  await expect.poll(() => redis.exists(listening.leaderAwayKey(interviewId)), within).toBe(1);
  const room = await speaking(interviewId, cal);
  await expect.poll(() => redis.exists(listening.leaderAwayKey(interviewId)), within).toBe(0);
  await coach.close();
  await room.disconnect();
  expect((await api.call('GET', `/interviews/${interviewId}/listeners`, { token: owner.token })).body).toEqual({ items: leading });
  await expect.poll(() => redis.exists(listening.leaderAwayKey(interviewId)), within).toBe(1);
  // As if that had been a while ago.
  await redis.set(listening.leaderAwayKey(interviewId), String(Date.now() - listening.leaderAwayMs));
  await candidate.event('notice', ({ text }) => text.includes('The interviewer goes on.'), 20);
  await expect.poll(() => told(candidate).at(-1), within).toEqual([]);
  expect(await orders(interviewId)).toEqual(['take_over Cal', 'hand_back Cal']);
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
