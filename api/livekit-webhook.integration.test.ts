import { randomUUID } from 'node:crypto';
import { Room } from '@livekit/rtc-node';
import { Client, Connection } from '@temporalio/client';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { identities, roomName, workflowIds, type RoomAccess } from '@greenroom/contracts';
import { startTestApi, type TestApi } from './testing.ts';

let api: TestApi;
let temporal: Client;
let dana: { id: string; token: string };

beforeAll(async () => {
  const env = inject('env');
  // LiveKit sends its events to this port.
  api = await startTestApi(env, { port: Number(env['API_PORT']) });
  temporal = new Client({ connection: await Connection.connect({ address: api.settings.temporal.address }), namespace: api.settings.temporal.namespace });
  dana = await api.signUp();
});
afterAll(async () => {
  await temporal.connection.close();
  await api.stop();
});

async function started(): Promise<{ id: string; access: RoomAccess }> {
  const { id } = await api.plan(dana.token);
  return { id, access: (await api.call('POST', `/interviews/${id}/start`, { token: dana.token })).body as RoomAccess };
}
async function signalsOf(id: string) {
  const { events } = await temporal.workflow.getHandle(workflowIds.interview(id)).fetchHistory();
  return (events ?? []).flatMap((event) => event.workflowExecutionSignaledEventAttributes ?? []).map(({ signalName, input }) => ({
    signalName,
    value: JSON.parse(Buffer.from(input?.payloads?.[0]?.data ?? new Uint8Array()).toString()) as { identity: string; atMs: number },
  }));
}

/** Signs as LiveKit does: a token that holds the body's hash. */
async function send(event: object, { secret = api.settings.livekit.apiSecret, change = (body: string) => body, type = 'application/webhook+json' } = {}) {
  const body = JSON.stringify(event);
  const token = new AccessToken(api.settings.livekit.apiKey, secret, { ttl: 60 });
  token.sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))).toString('base64');
  const response = await fetch(`${api.url}/livekit/webhook`, { method: 'POST', headers: { 'content-type': type, authorization: await token.toJwt() }, body: change(body) });
  return response.status;
}
const joined = (id: string, change: object = {}) => ({
  event: 'participant_joined', id: `EV_${randomUUID()}`, createdAt: '1700000000', room: { name: roomName(id) }, participant: { identity: identities.candidate(dana.id) }, ...change,
});

test('a coming and a going reach the workflow once, however often LiveKit repeats them', async () => {
  const { id } = await started();
  const [coming, going] = [joined(id), joined(id, { event: 'participant_left', createdAt: '1700000060' })];
  for (const event of [coming, coming, going, coming]) expect(await send(event)).toBe(204);
  const identity = identities.candidate(dana.id);
  expect(await signalsOf(id)).toEqual([
    { signalName: 'participantJoined', value: { identity, atMs: 1_700_000_000_000 } },
    { signalName: 'participantLeft', value: { identity, atMs: 1_700_000_060_000 } },
  ]);
});

test('a connection that was cut is a going', async () => {
  const { id } = await started();
  expect(await send(joined(id, { event: 'participant_connection_aborted' }))).toBe(204);
  expect(await signalsOf(id)).toMatchObject([{ signalName: 'participantLeft' }]);
});

test('a wrong signature, a changed body, no signature and another kind of body are refused', async () => {
  const { id } = await started();
  expect(await send(joined(id), { secret: 'somebody-elses-secret-of-some-length' })).toBe(401);
  expect(await send(joined(id), { change: (body) => body.replace('1700000000', '1700000001') })).toBe(401);
  expect(await send(joined(id), { type: 'text/plain' })).toBe(401);
  const unsigned = await fetch(`${api.url}/livekit/webhook`, { method: 'POST', headers: { 'content-type': 'application/webhook+json' }, body: JSON.stringify(joined(id)) });
  expect(unsigned.status).toBe(401);
  expect(await signalsOf(id)).toEqual([]);
});

test('events of other rooms, of no workflow, and of other kinds are taken and forgotten', async () => {
  expect(await send(joined(randomUUID()))).toBe(204);
  expect(await send(joined(randomUUID(), { room: { name: 'somewhere-else' } }))).toBe(204);
  const { id } = await started();
  expect(await send(joined(id, { event: 'track_published' }))).toBe(204);
  expect(await signalsOf(id)).toEqual([]);
});

test('LiveKit’s own events arrive: a candidate comes into the room with the token from the start, and leaves', async () => {
  const { id, access } = await started();
  const room = new Room();
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false });
  const names = async () => (await signalsOf(id)).filter(({ value }) => value.identity === access.identity).map(({ signalName }) => signalName);
  await expect.poll(names, { timeout: 10_000, interval: 200 }).toEqual(['participantJoined']);
  await room.disconnect();
  await expect.poll(names, { timeout: 10_000, interval: 200 }).toEqual(['participantJoined', 'participantLeft']);
});
