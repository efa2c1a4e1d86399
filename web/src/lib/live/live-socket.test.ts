/** The page's client against a real WebSocket server that speaks the contract. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeCodes, type LiveEvent } from '@greenroom/contracts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { attachFixtureSocket, fixtureTicket, type FixtureSocket } from '../../../checks/fixture-socket.ts';
import { LiveSocket, type LiveSocketOptions, type LiveState } from './live-socket.ts';
import { OrderRefused } from './live-problem.ts';

const interviewId = '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a02';
let server: Server;
let api: FixtureSocket;
let url: string;
let socket: LiveSocket;
let states: LiveState[];

beforeEach(async () => {
  server = createServer();
  api = attachFixtureSocket(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/live`;
});
afterEach(async () => {
  socket.close();
  api.close();
  await new Promise((closed) => server.close(closed));
});

function connect(options: LiveSocketOptions = {}): LiveSocket {
  states = [];
  socket = new LiveSocket(url, { ticket: () => Promise.resolve({ ticket: fixtureTicket('coach') }), waitsMs: [20, 40], laterMs: 200, ...options });
  socket.watch((state) => states.push(state));
  return socket;
}
const isIn = (name: LiveState['name']) => expect.poll(() => socket.state.name).toBe(name);
/** It may be too short to be met. */
const cameBack = () => expect.poll(() => states.slice(1).map(({ name }) => name)).toEqual(['open', 'waiting', 'open']);
const notice = (text: string): LiveEvent => ({ type: 'notice', at: 1, level: 'info', text });

function follow() {
  const texts: string[] = [];
  const ends: string[] = [];
  const stop = socket.subscribe(interviewId, { after: '0', onEvent: (event) => texts.push(event.type === 'notice' ? event.text : event.type), onEnd: ({ detail }) => ends.push(detail ?? '') });
  return { texts, ends, stop };
}

test('it connects with a ticket, and what happened before comes before what happens', async () => {
  api.publish(interviewId, notice('before'));
  connect();
  const { texts } = follow();
  await isIn('open');
  await expect.poll(() => texts).toEqual(['before']);
  api.publish(interviewId, notice('now'));
  await expect.poll(() => texts).toEqual(['before', 'now']);
  expect(states.map(({ name }) => name)).toEqual(['connecting', 'open']);
});

test('after a lost connection it comes back where it had been: nothing is missed, nothing comes twice', async () => {
  connect();
  const { texts } = follow();
  await isIn('open');
  api.publish(interviewId, notice('1'), notice('2'));
  await expect.poll(() => texts).toHaveLength(2);
  api.closeAll(undefined);
  api.publish(interviewId, notice('3'));
  await cameBack();
  expect(states[2]?.reason).toMatch(/lost.*Reconnecting/);
  api.publish(interviewId, notice('4'));
  await expect.poll(() => texts).toEqual(['1', '2', '3', '4']);
  expect(api.afters).toEqual(['0', '2-0']);
});

test.each([closeCodes.restarting, closeCodes.silent, closeCodes.tooSlow, closeCodes.notAuthenticated])('code %s: it comes back by itself, with a new ticket', async (code) => {
  connect();
  await isIn('open');
  api.closeAll(code);
  await cameBack();
});

test.each([
  [closeCodes.sessionEnded, /Sign in again/],
  [closeCodes.tooManySockets, /Close one of them/],
  [closeCodes.notUnderstood, /Load the page again/],
])('code %s: it stays closed, says what to do, and connects again when told', async (code, reason) => {
  connect();
  await isIn('open');
  api.closeAll(code);
  await isIn('closed');
  expect(socket.state.reason).toMatch(reason);
  await expect(socket.order({ type: 'coach:skip', interviewId })).rejects.toThrow(reason);
  socket.retry();
  await isIn('open');
});

test('after too many messages it keeps away for a while', async () => {
  connect();
  await isIn('open');
  const since = performance.now();
  api.closeAll(closeCodes.tooManyMessages);
  await cameBack();
  expect(performance.now() - since).toBeGreaterThan(195);
});

test('while nobody is let in it tries on, and goes on when somebody is', async () => {
  api.refuseSockets(1013);
  connect();
  const { texts } = follow();
  await isIn('waiting');
  api.refuseSockets(undefined);
  api.publish(interviewId, notice('still here'));
  await isIn('open');
  await expect.poll(() => texts).toEqual(['still here']);
});

test('an order is answered: taken on, or refused with what to do', async () => {
  connect();
  await isIn('open');
  expect(await socket.order({ type: 'coach:extend', interviewId, seconds: 60 })).toMatchObject({ type: 'ack' });
  expect(api.orders).toMatchObject([{ type: 'coach:extend', seconds: 60 }]);
  api.refuse('coach:skip', 'The interview is over.');
  const refusal = await socket.order({ type: 'coach:skip', interviewId }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(OrderRefused);
  expect(refusal).toMatchObject({ message: 'The interview is over.', sent: true, problem: { status: 409 } });
});

test('an order that a lost connection left unanswered is sent again with its id, and counts once', async () => {
  connect();
  await isIn('open');
  api.answerNothing(true);
  const order = socket.order({ type: 'coach:whisper', interviewId, text: 'Name the number.' });
  await expect.poll(() => api.orders).toHaveLength(1);
  api.answerNothing(false);
  api.closeAll(undefined);
  expect(await order).toMatchObject({ type: 'ack' });
  expect(api.orders).toHaveLength(1);
});

test('an order given while it connects waits for it; one that nobody answers in time says whether it was sent', async () => {
  connect();
  const early = socket.order({ type: 'coach:skip', interviewId });
  expect(await early).toMatchObject({ type: 'ack' });
  api.answerNothing(true);
  await expect(socket.order({ type: 'coach:skip', interviewId }, { patienceMs: 50 })).rejects.toMatchObject({ sent: true, problem: { status: 504 } });
  api.refuseSockets(1013);
  api.closeAll(undefined);
  await isIn('waiting');
  await expect(socket.order({ type: 'coach:skip', interviewId }, { patienceMs: 50 })).rejects.toMatchObject({ sent: false, message: expect.stringMatching(/nothing was sent/) });
});

test('a grant that is taken back ends the subscription, and so does an interview that one may not follow', async () => {
  connect();
  const { texts, ends } = follow();
  await isIn('open');
  await expect.poll(() => api.afters).toHaveLength(1);
  api.endGrant(interviewId);
  await expect.poll(() => ends).toHaveLength(1);
  api.publish(interviewId, notice('not for you'));
  const again = follow();
  await expect.poll(() => again.ends).toHaveLength(1);
  expect(texts).toEqual([]);
});

test('a connection on which nothing comes for too long is given up', async () => {
  connect({ silenceMs: 300 });
  await cameBack();
});

test('without a ticket it says why, and asks again only where that may help', async () => {
  let answers = 0;
  connect({ ticket: () => Promise.resolve((answers += 1) === 1 ? { refused: 'for-now', reason: 'The interview service does not answer.' } : { ticket: fixtureTicket('coach') }) });
  await isIn('open');
  expect(states[1]).toEqual({ name: 'waiting', reason: 'The interview service does not answer.' });
  socket.close();
  connect({ ticket: () => Promise.resolve({ refused: 'until-mended', reason: 'You have been signed out.' }) });
  await isIn('closed');
  expect(socket.state.reason).toBe('You have been signed out.');
});

test('whoever closes it leaves nothing open behind', async () => {
  connect();
  await isIn('open');
  socket.close();
  await expect.poll(() => api.open).toBe(0);
  expect(socket.state.name).toBe('closed');
});
