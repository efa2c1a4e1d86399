/** The socket itself: who gets in, what they see, what they may order, what becomes of slow and broken clients. */
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { closeCodes, commandStream, may, type ClientMessage, type LiveEvent } from '@greenroom/contracts';
import { addGrant, createSession, startInterview } from '@greenroom/database';
import { exampleLooks, exampleQuestion, exampleTurn } from '@greenroom/database/example-rows';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { createClient } from 'redis';
import { WebSocket, WebSocketServer } from 'ws';
import { startTestApi, type TestApi } from '../testing.ts';
import { socketLimits } from './limits.ts';
import { actionOf } from './permission.ts';
import { LiveSocket } from './socket.ts';
import { liveAddress, openLive, ticketOf, type LiveClient } from './testing.ts';

let api: TestApi;
let dana: { id: string; token: string };
let coach: { id: string; token: string };
const redis = createClient({ url: inject('env')['REDIS_URL'] as string });
const open: LiveClient[] = [];

beforeAll(async () => {
  await redis.connect();
  api = await startTestApi(inject('env'));
  dana = await api.signUp();
  coach = await api.signUp('coach');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  await api.stop();
  await redis.close();
});

const notice = (text: string): LiveEvent => ({ type: 'notice', at: 1, level: 'info', text });
async function connect(token: string): Promise<LiveClient> {
  const client = await openLive(api.url, await ticketOf(api, token));
  open.push(client);
  return client;
}
/** An interview that runs, without a workflow or a room: enough for listening. */
async function running(token = dana.token, change = {}): Promise<string> {
  const { id } = await api.plan(token, change);
  await startInterview(api.context.database, id, Date.now());
  return id;
}
const publish = (id: string, event: LiveEvent) => api.context.events.publish(id, event);
/** Without who listens, which is told whenever a coach comes. */
const said = (client: LiveClient) => client.events.filter(({ type }) => type !== 'listeners');
const texts = (client: LiveClient) => said(client).map((event) => (event.type === 'notice' ? event.text : event.type));
const grant = (interviewId: string | null): Promise<string> => addGrant(api.context.database, { candidateId: dana.id, coachId: coach.id, interviewId });

test('a ticket opens one socket, once; a wrong one and none are closed with a code that says so', async () => {
  const ticket = await ticketOf(api, dana.token);
  const first = await openLive(api.url, ticket);
  expect(first.ws.protocol).toBe('greenroom.v1');
  expect(first.messages[0]).toMatchObject({ type: 'ready' });
  await first.close();
  for (const wrong of [ticket, 'wrong']) {
    const again = await openLive(api.url, wrong);
    expect(await again.closed).toBe(closeCodes.notAuthenticated);
  }
  const byMessage = await openLive(api.url);
  open.push(byMessage);
  expect(await byMessage.ask({ type: 'authenticate', ticket: await ticketOf(api, dana.token) })).toMatchObject({ type: 'ack' });
  const hasty = await openLive(api.url);
  hasty.send({ type: 'subscribe', interviewId: randomUUID() });
  expect(await hasty.closed).toBe(closeCodes.notAuthenticated);
});

test('whoever shows no ticket is not waited for', { timeout: 15_000 }, async () => {
  const silent = await openLive(api.url);
  expect(await silent.closed).toBe(closeCodes.notAuthenticated);
});

test('a browser on another site is refused, the site itself and clients without an origin are not', async () => {
  const from = (origin: string) => openLive(api.url, undefined, { origin }).then((client) => client.close().then(() => 'in'), (error: Error) => error.message);
  expect(await from('https://evil.example')).toMatch('403');
  expect(await from('null')).toMatch('403');
  expect(await from(new URL(api.url).origin)).toBe('in');
  expect(await from(api.context.http.corsOrigins[0] as string)).toBe('in');
});

test('somebody else’s interview looks as if it did not exist, for listening and for every command', async () => {
  const id = await running();
  for (const token of [coach.token, (await api.signUp()).token, (await api.signUp('admin')).token]) {
    const client = await connect(token);
    const about = { interviewId: id };
    for (const message of [
      { type: 'subscribe', ...about }, { type: 'interview:answer', ...about, text: 'x' }, { type: 'interview:pause', ...about }, { type: 'interview:start', ...about }, { type: 'interview:complete', ...about },
      { type: 'coach:skip', ...about }, { type: 'coach:whisper', ...about, text: 'x' }, { type: 'coach:note', ...about, atSeconds: 1, text: 'x' },
    ] as const) {
      expect(await client.ask(message)).toMatchObject({ type: 'error', problem: { status: 404, type: '/problems/not-found' } });
    }
    await publish(id, notice('secret'));
    await pause(100);
    expect(client.events).toEqual([]);
  }
});

test('a candidate cannot steer, and a coach with a grant cannot answer, pause or end', async () => {
  const id = await running();
  await grant(id);
  const candidate = await connect(dana.token);
  const helper = await connect(coach.token);
  for (const type of ['coach:skip', 'coach:follow_up', 'coach:take_over', 'coach:hand_back', 'coach:thinking_time'] as const) {
    const message = type === 'coach:thinking_time' ? { type, interviewId: id, value: 'long' as const } : { type, interviewId: id };
    expect(await candidate.ask(message)).toMatchObject({ type: 'error', problem: { status: 403 } });
    expect(await helper.ask(message)).toMatchObject({ type: 'ack' });
  }
  for (const type of ['interview:start', 'interview:pause', 'interview:resume', 'interview:repeat', 'interview:think', 'interview:skip', 'interview:complete'] as const) {
    expect(await helper.ask({ type, interviewId: id })).toMatchObject({ type: 'error', problem: { status: 403 } });
  }
  expect(await helper.ask({ type: 'interview:answer', interviewId: id, text: 'for you' })).toMatchObject({ type: 'error', problem: { status: 403 } });
  expect(await helper.ask({ type: 'coach:say', interviewId: id, text: 'x' })).toMatchObject({ type: 'error', problem: { type: '/problems/only-typed' } });
  for (const type of ['interview:repeat', 'interview:think', 'interview:skip'] as const) expect(await candidate.ask({ type, interviewId: id })).toMatchObject({ type: 'ack' });
  const sent = ((await redis.xRange(commandStream.key(id), '-', '+')) ?? []).map(({ message }) => JSON.parse(message['command'] ?? '') as { command: { type: string }; by: { userId: string } });
  expect(sent.map(({ command, by }) => [command.type, by.userId])).toEqual([
    ...['skip', 'follow_up', 'take_over', 'hand_back', 'thinking_time'].map((type) => [type, coach.id]), ...['repeat', 'think', 'skip'].map((type) => [type, dana.id]),
  ]);
});

test('the candidate sees words without marks and no measures; the coach sees everything else; a whisper is for the candidate alone', async () => {
  const id = await running();
  await grant(id);
  const [candidate, helper] = [await connect(dana.token), await connect(coach.token)];
  expect(await candidate.ask({ type: 'subscribe', interviewId: id })).toMatchObject({ type: 'subscribed', viewer: 'candidate' });
  expect(await helper.ask({ type: 'subscribe', interviewId: id })).toMatchObject({ type: 'subscribed', viewer: 'coach' });
  await pause(100);
  const turn = exampleTurn(id, 1);
  await publish(id, { type: 'words', at: 1, seq: 1, speaker: 'candidate', from: 0, words: turn.words, marks: turn.marks, final: true });
  await publish(id, { type: 'measures', at: 1, seq: 1, window: turn.measures as never, answer: turn.measures as never, talkShare: 0.5, tone: null });
  await publish(id, { type: 'turn', at: 1, turn: { ...turn, endOfTurn: exampleLooks } });
  expect(await helper.ask({ type: 'coach:whisper', interviewId: id, text: 'Name the number.' })).toMatchObject({ type: 'ack' });
  await candidate.event('whisper');
  expect(said(candidate).map(({ type }) => type)).toEqual(['words', 'turn', 'whisper']);
  expect(said(candidate)[0]).toMatchObject({ marks: [] });
  expect(said(candidate)[1]).toMatchObject({ turn: { marks: [], measures: null, text: turn.text } });
  expect(said(helper).map(({ type }) => type)).toEqual(['words', 'measures', 'turn']);
  expect(said(helper)[2]).toMatchObject({ turn });
  for (const viewer of [candidate, helper]) expect(JSON.stringify(said(viewer))).not.toContain('endOfTurn');
  expect(said(candidate)[2]).toMatchObject({ text: 'Name the number.', from: 'Dana Reyes' });
});

test('the thinking time that a coach sets goes to the interviewer with its value, and every desk that follows hears it, each once', async () => {
  const id = await running();
  await grant(id);
  const [helper, later] = [await connect(coach.token), await connect(coach.token)];
  for (const value of ['long', 'short'] as const) {
    const message = { type: 'coach:thinking_time', id: `thinking-${value}`, interviewId: id, value } as const;
    for (let time = 0; time < 2; time += 1) expect(await helper.ask(message)).toMatchObject({ type: 'ack' });
  }
  expect(await helper.ask({ type: 'coach:thinking_time', interviewId: id, value: 'endless' } as never)).toMatchObject({ type: 'error', problem: { status: 400 } });
  await later.ask({ type: 'subscribe', interviewId: id, after: '0' });
  await expect.poll(() => later.events.flatMap((event) => (event.type === 'thinking_time' ? [event.value] : []))).toEqual(['long', 'short']);
  const sent = ((await redis.xRange(commandStream.key(id), '-', '+')) ?? []).map(({ message }) => (JSON.parse(message['command'] ?? '') as { command: unknown }).command);
  expect(sent).toEqual([{ type: 'thinking_time', value: 'long' }, { type: 'thinking_time', value: 'short' }]);
});

test('a coach’s note is kept with its moment', async () => {
  const id = await running();
  await grant(id);
  const helper = await connect(coach.token);
  expect(await helper.ask({ type: 'coach:note', interviewId: id, atSeconds: 12.5, text: 'Good example.' })).toMatchObject({ type: 'ack' });
  expect((await api.call('GET', `/interviews/${id}/notes`, { token: coach.token })).body).toMatchObject({ items: [{ at: 12.5, text: 'Good example.' }] });
});

test('after a lost connection everything that was missed comes, nothing twice, also from another instance', async () => {
  const other = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, database: api.settings.database }) });
  try {
    const id = await running();
    const first = await connect(dana.token);
    await first.ask({ type: 'subscribe', interviewId: id, after: '0' });
    for (let n = 0; n < 50; n += 1) await publish(id, notice(String(n)));
    await first.event('notice', ({ text }) => text === '49');
    first.ws.terminate();
    const last = first.events.at(-1)?.eventId as string;
    for (let n = 50; n < 100; n += 1) await publish(id, notice(String(n)));
    const second = await openLive(other.url, await ticketOf(api, dana.token));
    await second.ask({ type: 'subscribe', interviewId: id, after: last });
    for (let n = 100; n < 110; n += 1) await other.context.events.publish(id, notice(String(n)));
    await second.event('notice', ({ text }) => text === '109');
    expect([...texts(first), ...texts(second)]).toEqual(Array.from({ length: 110 }, (_, n) => String(n)));
    await second.close();
  } finally {
    await other.stop();
  }
});

test('a grant that is taken back ends the subscription at once, and commands with it', async () => {
  const id = await running();
  const given = await grant(id);
  const helper = await connect(coach.token);
  await helper.ask({ type: 'subscribe', interviewId: id });
  expect((await api.call('DELETE', `/coach/grants/${given}`, { token: dana.token })).status).toBe(204);
  await expect.poll(() => helper.messages.find(({ type }) => type === 'unsubscribed')).toMatchObject({ interviewId: id, problem: { status: 404 } });
  await publish(id, notice('not for you'));
  await pause(100);
  expect(said(helper)).toEqual([]);
  expect(await helper.ask({ type: 'coach:skip', interviewId: id })).toMatchObject({ problem: { status: 404 } });
});

test('who signs out has their sockets closed at once', async () => {
  const session = await createSession(api.context.database, { userId: dana.id, method: 'password', userAgent: null, tokenHash: randomBytes(32) });
  const token = await api.context.tokens.issue({ userId: dana.id, role: 'candidate', sessionId: session.id });
  const client = await connect(token);
  expect((await api.call('POST', '/auth/logout', { token, body: {} })).status).toBe(204);
  expect(await client.closed).toBe(closeCodes.sessionEnded);
  open.length = 0;
});

test('a burst is no reason to close a socket; a reader who stands still is closed with a code, and goes on with the last event it got', { timeout: 60_000 }, async () => {
  const ready = await connect(dana.token);
  const id = await running();
  const slow = await openLive(api.url, await ticketOf(api, dana.token));
  await ready.ask({ type: 'subscribe', interviewId: id });
  await slow.ask({ type: 'subscribe', interviewId: id });
  await pause(200);
  slow.ws.pause();
  const long = 'x'.repeat(60_000);
  const total = 200;
  for (let n = 0; n < total; n += 1) await publish(id, notice(`${n} ${long}`));
  await ready.event('notice', ({ text }) => text.startsWith(`${total - 1} `));
  expect(ready.events).toHaveLength(total);
  await pause(12_000);
  slow.ws.resume();
  expect(await slow.closed).toBe(closeCodes.tooSlow);
  const got = slow.events.length;
  expect(got).toBeLessThan(total);
  const back = await connect(dana.token);
  await back.ask({ type: 'subscribe', interviewId: id, after: slow.events.at(-1)?.eventId ?? '0' });
  await back.event('notice', ({ text }) => text.startsWith(`${total - 1} `));
  expect([...texts(slow), ...texts(back)].map((text) => Number.parseInt(text, 10))).toEqual(Array.from({ length: total }, (_, n) => n));
});

test('broken messages are answered with what is wrong, and in the end closed; far too long ones at once', async () => {
  const client = await openLive(api.url, await ticketOf(api, dana.token));
  client.ws.send('{');
  client.ws.send(JSON.stringify({ id: 'mine', type: 'coach:extend', interviewId: 'x', seconds: 1e9 }));
  await expect.poll(() => client.messages.filter(({ type }) => type === 'error')).toMatchObject([
    { id: null, problem: { status: 400 } },
    { id: 'mine', problem: { errors: [{ path: 'interviewId' }, { path: 'seconds' }] } },
  ]);
  for (let n = 0; n < 9; n += 1) client.ws.send('nonsense');
  expect(await client.closed).toBe(closeCodes.notUnderstood);
  const loud = await openLive(api.url, await ticketOf(api, dana.token));
  loud.ws.send('x'.repeat(70_000));
  expect(await loud.closed).toBe(closeCodes.tooLarge);
});

test('too many messages are refused, then closed; too many subscriptions and sockets are refused', async () => {
  const client = await openLive(api.url, await ticketOf(api, dana.token));
  for (let n = 0; n < 62; n += 1) client.send({ type: 'unsubscribe', interviewId: randomUUID() });
  expect(await client.closed).toBe(closeCodes.tooManyMessages);
  expect(client.messages.some((message) => message.type === 'error' && message.problem.type === '/problems/rate-limited')).toBe(true);

  const ids = await Promise.all(Array.from({ length: 21 }, () => running()));
  const greedy = await connect(dana.token);
  const answers = [];
  for (const interviewId of ids) answers.push(await greedy.ask({ type: 'subscribe', interviewId }));
  expect(answers.filter(({ type }) => type === 'subscribed')).toHaveLength(20);
  expect(answers.at(-1)).toMatchObject({ type: 'error', problem: { type: '/problems/too-many' } });

  const many = await api.signUp();
  for (let n = 0; n < api.context.socketsPerAccount; n += 1) await connect(many.token);
  const tooMany = await openLive(api.url, await ticketOf(api, many.token));
  expect(await tooMany.closed).toBe(closeCodes.tooManySockets);
});

test('300 sockets on 30 interviews share one reader and each hears its own', { timeout: 60_000 }, async () => {
  const connections = async () => (await redis.sendCommand(['CLIENT', 'LIST']) as unknown as string).trim().split('\n').length;
  const people = await Promise.all(Array.from({ length: 30 }, async () => {
    const { token } = await api.signUp();
    return { token, id: await running(token) };
  }));
  const before = await connections();
  const clients: { id: string; client: LiveClient }[] = [];
  for (const { id, token } of people) {
    for (let n = 0; n < 10; n += 1) {
      const client = await connect(token);
      await client.ask({ type: 'subscribe', interviewId: id });
      clients.push({ id, client });
    }
  }
  expect(await connections() - before).toBeLessThanOrEqual(1);
  const since = performance.now();
  for (let n = 0; n < 20; n += 1) await Promise.all(people.map(({ id }) => publish(id, notice(`${id} ${n}`))));
  await expect.poll(() => clients.every(({ client }) => client.events.length === 20), { timeout: 10_000 }).toBe(true);
  console.log(`6,000 frames to 300 sockets in ${Math.round(performance.now() - since)} ms`);
  for (const { client, id } of clients) expect(texts(client)).toEqual(Array.from({ length: 20 }, (_, n) => `${id} ${n}`));
});

test('a restart says goodbye with 1012', async () => {
  const own = await startTestApi(inject('env'));
  const { token } = await own.signUp();
  const client = await openLive(own.url, await ticketOf(own, token));
  for (const goodbye of own.context.goodbyes) goodbye();
  expect(await client.closed).toBe(closeCodes.restarting);
  await own.stop();
});

test('an interview that has not begun, or is over, says what to do', async () => {
  const { id } = await api.plan(dana.token, { mode: 'typed', questions: [exampleQuestion('q1')] });
  const answer = () => api.call('POST', `/interviews/${id}/answer`, { token: dana.token, body: { text: 'Hello.' } });
  expect((await answer()).problem).toMatchObject({ status: 409, type: '/problems/interview-not-started' });
  const client = await connect(dana.token);
  expect(await client.ask({ type: 'interview:pause', interviewId: id })).toMatchObject({ problem: { type: '/problems/interview-not-started' } });
  expect((await api.call('POST', `/interviews/${id}/answer`, { token: dana.token, body: { text: ' ' } })).problem).toMatchObject({ status: 400 });
});

test('an address under /live that is none is refused', async () => {
  await expect(openLive(api.url.replace('/api/v1', '/api/v2'))).rejects.toThrow();
  expect(liveAddress(api.url)).toMatch(/\/api\/v1\/live$/);
});

test('every message of every role, to one’s own, a granted and a foreign interview, is allowed or refused as the permission table says', { timeout: 60_000 }, async () => {
  let cells = 0;
  for (const role of ['candidate', 'coach', 'admin'] as const) {
    for (const relation of ['own', 'granted', 'foreign'] as const) {
      const owner = await api.signUp(relation === 'own' ? role : 'candidate');
      const caller = relation === 'own' ? owner : await api.signUp(role);
      // Grants are for coaches alone; whoever had one and is none any more may do nothing.
      for (const [type, action] of Object.entries(actionOf)) {
        const interviewId = await running(owner.token);
        if (relation === 'granted') await addGrant(api.context.database, { candidateId: owner.id, coachId: caller.id, interviewId });
        const client = await openLive(api.url, await ticketOf(api, caller.token));
        const answer = await client.ask({ type, interviewId, text: 'Text.', seconds: 30, atSeconds: 1, value: 'long' } as unknown as ClientMessage);
        await client.close();
        const refused = answer.type === 'error' && [403, 404].includes(answer.problem.status);
        expect([role, relation, type, !refused]).toEqual([role, relation, type, may(role, relation, action)]);
        if (relation === 'foreign') expect(answer).toMatchObject({ problem: { status: 404 } });
        cells += 1;
      }
    }
  }
  console.log(`${cells} cells of the permission table, over the socket`);
  expect(cells).toBe(9 * Object.keys(actionOf).length);
});

test('a client that answers no ping is dropped and told why, one that does stays', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const pair = async (autoPong: boolean) => {
    const accepted = once(server, 'connection') as Promise<[WebSocket]>;
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong });
    const [ws] = await accepted;
    const live = new LiveSocket(api.context, ws, { log: api.context.log, origin: { requestId: 'deaf-or-well', trace: ROOT_CONTEXT }, admit: () => true });
    live.authenticate(await ticketOf(api, dana.token));
    await expect.poll(() => live.caller).toBeDefined();
    return { client, live, closed: once(client, 'close') as Promise<[number]> };
  };
  const [deaf, well] = [await pair(false), await pair(true)];
  let now = performance.now();
  for (let round = 0; round < 2; round += 1) {
    now += socketLimits.pingEveryMs + 1;
    for (const { live } of [deaf, well]) live.tick(now);
    await pause(100);
  }
  expect((await deaf.closed)[0]).toBe(closeCodes.silent);
  expect(well.client.readyState).toBe(WebSocket.OPEN);
  well.client.close();
  await new Promise((done) => server.close(done));
});
