/** Who comes into the room how: with real participants, in a real room. */
import { AudioFrame, AudioSource, LocalAudioTrack, Room, RoomEvent, TrackPublishOptions, TrackSource } from '@livekit/rtc-node';
import { TokenVerifier } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { identities, roleAttribute, roomName, RoomAccess } from '@greenroom/contracts';
import { addGrant, endGrant, setInterviewStatus } from '@greenroom/database';
import { connectRooms } from './interview-rooms.ts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let dana: { id: string; token: string };
let cal: { id: string; token: string };
const rooms: Room[] = [];

beforeAll(async () => {
  const env = inject('env');
  // LiveKit sends its events to this port.
  api = await startTestApi(env, { port: Number(env['API_PORT']) });
  dana = await api.signUp();
  cal = await api.signUp('coach');
});
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.disconnect()));
});
afterAll(() => api.stop());

async function running(candidate = dana): Promise<{ id: string; grant: string }> {
  const { id } = await api.plan(candidate.token);
  const grant = await addGrant(api.context.database, { candidateId: candidate.id, coachId: cal.id, interviewId: id });
  expect((await api.call('POST', `/interviews/${id}/start`, { token: candidate.token })).status).toBe(200);
  return { id, grant };
}
const ask = (who: { token: string }, id: string, body?: { mode: string }) => api.call('POST', `/interviews/${id}/token`, { token: who.token, ...(body === undefined ? {} : { body }) });
const access = async (...asked: Parameters<typeof ask>) => RoomAccess.parse((await ask(...asked)).body);
async function enter({ url, token }: RoomAccess): Promise<Room> {
  const room = new Room();
  rooms.push(room);
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  return room;
}
const gone = (room: Room) => new Promise<void>((done) => room.once(RoomEvent.Disconnected, () => done()));
const seen = (room: Room) => [...room.remoteParticipants.keys()];
async function speak(room: Room): Promise<void> {
  const source = new AudioSource(16_000, 1);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant?.publishTrack(LocalAudioTrack.createAudioTrack('voice', source), options);
  await source.captureFrame(AudioFrame.create(16_000, 1, 1_600));
}

test('each token says what its holder may, and nothing more', async () => {
  const { id } = await running();
  const { apiKey, apiSecret } = api.settings.livekit;
  const claims = async ({ token }: RoomAccess) => new TokenVerifier(apiKey, apiSecret).verify(token);
  const room = roomName(id);
  const microphone = { canPublish: true, canPublishSources: ['microphone'] };
  const candidate = await claims(await access(dana, id));
  expect(candidate).toMatchObject({ sub: identities.candidate(dana.id), attributes: { [roleAttribute]: 'candidate' } });
  expect(candidate.video).toEqual({ room, roomJoin: true, ...microphone, canPublishData: true, canSubscribe: true, canUpdateOwnMetadata: false });
  const listening = await claims(await access(cal, id));
  expect(listening).toMatchObject({ sub: identities.coach(cal.id), attributes: { [roleAttribute]: 'coach' } });
  expect(listening.video).toEqual({ room, roomJoin: true, hidden: true, canPublish: false, canPublishData: false, canSubscribe: true, canUpdateOwnMetadata: false });
  const speaking = await claims(await access(cal, id, { mode: 'speak' }));
  expect(speaking.video).toEqual({ room, roomJoin: true, ...microphone, canPublishData: false, canSubscribe: true, canUpdateOwnMetadata: false });
  for (const coach of [listening, speaking]) expect((coach.exp ?? 0) - Date.now() / 1_000).toBeLessThanOrEqual(121);
});

test('a listening coach hears and is not seen; a speaking one is seen, in the same place', async () => {
  const { id } = await running();
  const candidate = await enter(await access(dana, id));
  const listening = await enter(await access(cal, id));
  const heard = new Promise<string>((done) => listening.once(RoomEvent.TrackSubscribed, (_track, _publication, participant) => done(participant.identity)));
  await speak(candidate);
  expect(await heard).toBe(identities.candidate(dana.id));
  expect(seen(candidate)).not.toContain(identities.coach(cal.id));

  const over = gone(listening);
  const speaking = await enter(await access(cal, id, { mode: 'speak' }));
  await over;
  await expect.poll(() => seen(candidate), { timeout: 10_000 }).toContain(identities.coach(cal.id));
  expect(candidate.remoteParticipants.get(identities.coach(cal.id))?.attributes).toEqual({ [roleAttribute]: 'coach' });
  const voice = new Promise<string>((done) => candidate.once(RoomEvent.TrackSubscribed, (_track, _publication, participant) => done(participant.identity)));
  await speak(speaking);
  expect(await voice).toBe(identities.coach(cal.id));
});

test('when the grant ends, the coach is taken out of the room, and does not come in again with a token that is still valid', async () => {
  const { id, grant } = await running();
  const candidate = await enter(await access(dana, id));
  const kept = await access(cal, id);
  const coach = await enter(kept);
  const out = gone(coach);
  expect((await api.call('DELETE', `/coach/grants/${grant}`, { token: dana.token })).status).toBe(204);
  await out;
  expect((await ask(cal, id)).status).toBe(404);

  const again = await enter(kept);
  await gone(again);
  expect(candidate.isConnected).toBe(true);
});

test.each([['is disabled', { disabled: true }], ['is made a candidate', { role: 'candidate' }]])('a coach who %s is taken out of the room, and gets no further', async (_, change) => {
  const [admin, coach, candidate] = [await api.signUp('admin'), await api.signUp('coach'), await api.signUp()];
  const { id } = await running(candidate);
  await addGrant(api.context.database, { candidateId: candidate.id, coachId: coach.id, interviewId: null });
  const kept = await access(coach, id);
  const out = gone(await enter(kept));
  expect((await api.call('PATCH', `/admin/users/${coach.id}`, { token: admin.token, body: change })).status).toBe(200);
  await out;
  expect([401, 403]).toContain((await ask(coach, id)).status);
  await gone(await enter(kept));
});

test('a coach who takes the role of a candidate leaves the room', async () => {
  const [coach, candidate] = [await api.signUp('coach'), await api.signUp()];
  const { id } = await running(candidate);
  await addGrant(api.context.database, { candidateId: candidate.id, coachId: coach.id, interviewId: id });
  const out = gone(await enter(await access(coach, id)));
  expect((await api.call('PATCH', '/account', { token: coach.token, body: { role: 'candidate' } })).status).toBe(200);
  await out;
});

test('a grant ends also while LiveKit cannot be asked, and the coach is taken out as soon as it can', async () => {
  const { id, grant } = await running();
  const coach = await enter(await access(cal, id));
  const out = gone(coach);
  const { rooms: working } = api.context;
  api.context.rooms = connectRooms({ ...api.settings.livekit, url: 'ws://127.0.0.1:9' }, api.settings.interviews);
  expect((await api.call('DELETE', `/coach/grants/${grant}`, { token: dana.token })).status).toBe(204);
  api.context.rooms = working;
  expect((await ask(cal, id)).status).toBe(404);
  await out;
});

test('a coach whose other grant still covers the interview stays in the room', async () => {
  const { id, grant } = await running();
  const all = await addGrant(api.context.database, { candidateId: dana.id, coachId: cal.id, interviewId: null });
  const coach = await enter(await access(cal, id));
  await api.call('DELETE', `/coach/grants/${grant}`, { token: cal.token });
  await new Promise((done) => setTimeout(done, 500));
  expect(coach.isConnected).toBe(true);
  await endGrant(api.context.database, all, dana.id);
});

test('there is no token before the start, after the end, for a typed interview, or for a stranger', async () => {
  const robin = await api.signUp();
  const { id } = await api.plan(robin.token);
  const kind = async (who: { token: string }, of: string) => (await ask(who, of)).problem?.type;
  expect(await kind(robin, id)).toBe('/problems/interview-not-started');
  const typed = await api.plan(robin.token, { mode: 'typed' });
  expect(await kind(robin, typed.id)).toBe('/problems/no-room');
  const over = await running(robin);
  await setInterviewStatus(api.context.database, over.id, ['in_progress'], 'completed');
  expect(await kind(robin, over.id)).toBe('/problems/interview-over');
  expect(await kind(await api.signUp('coach'), over.id)).toBe('/problems/not-found');
  expect((await ask(robin, over.id, { mode: 'shout' })).status).toBe(400);
});
