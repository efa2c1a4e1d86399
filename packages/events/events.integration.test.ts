import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { agentHeartbeat, liveStream, type LiveEvent } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { createClient } from 'redis';
import { connectEvents, EventsUnavailableError, type Events, type Followed } from './index.ts';

const { url } = loadSettings(inject('env')).redis;
const redis = createClient({ url });
const opened: { close(): Promise<void> }[] = [];
const notice = (text: string): LiveEvent => ({ type: 'notice', at: 1.5, level: 'info', text });

beforeAll(async () => void (await redis.connect()));
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
afterAll(async () => void (await redis.close()));

async function open(at = url, onError?: (error: unknown) => void): Promise<Events> {
  const events = await connectEvents({ url: at, onError });
  opened.push(events);
  return events;
}

async function take(source: AsyncIterable<Followed>, count: number): Promise<Followed[]> {
  const taken: Followed[] = [];
  for await (const one of source) if (taken.push(one) === count) break;
  return taken;
}
const texts = (taken: Followed[]) => taken.map(({ event }) => (event.type === 'notice' ? event.text : event.type));

/** A road to Redis that can be cut and mended. */
async function cuttableRoad() {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname);
    for (const [a, b] of [[near, far], [far, near]] as const) {
      sockets.add(a);
      a.on('error', () => undefined).on('close', () => b.destroy()).pipe(b);
    }
  });
  const listen = (at: number) => new Promise<void>((done) => server.listen(at, '127.0.0.1', done));
  await listen(0);
  const at = (server.address() as AddressInfo).port;
  const cut = async () => {
    const closed = new Promise((done) => server.close(done));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  opened.push({ close: async () => void (await cut().catch(() => undefined)) });
  const road = new URL(url);
  road.host = `127.0.0.1:${at}`;
  return { url: road.href, cut, mend: () => listen(at) };
}

test('a listener that comes late reads everything from the beginning, in order', async () => {
  const id = randomUUID();
  const events = await open();
  for (const text of ['a', 'b', 'c']) await events.publish(id, notice(text));
  expect(texts(await take(events.follow(id, { after: '0' }), 3))).toEqual(['a', 'b', 'c']);
});

test('without a position only what comes after the call is heard, even when it comes before the first read', async () => {
  const id = randomUUID();
  const events = await open();
  await events.publish(id, notice('before'));
  const following = events.follow(id);
  await new Promise((done) => setTimeout(done, 200));
  await events.publish(id, notice('after'));
  expect(texts(await take(following, 1))).toEqual(['after']);
});

test('a listener goes on from the id that it has seen', async () => {
  const id = randomUUID();
  const events = await open();
  const ids = [];
  for (const text of ['a', 'b', 'c']) ids.push(await events.publish(id, notice(text)));
  expect(texts(await take(events.follow(id, { after: ids[0] }), 2))).toEqual(['b', 'c']);
});

test('a signal ends a listener that waits', async () => {
  const events = await open();
  const stop = new AbortController();
  const ended = take(events.follow(randomUUID(), { signal: stop.signal }), 1);
  setTimeout(() => stop.abort(), 100);
  expect(await ended).toEqual([]);
});

test('a stream is bounded in time', async () => {
  const id = randomUUID();
  await (await open()).publish(id, notice('a'));
  expect(await redis.ttl(liveStream.key(id))).toBeGreaterThan(liveStream.expireSeconds - 60);
});

test('an event that cannot be read is reported and passed over', async () => {
  const id = randomUUID();
  const problems: unknown[] = [];
  const events = await open(url, (error) => problems.push(error));
  await redis.xAdd(liveStream.key(id), '*', { event: '{"type":"from-the-future"}' });
  await events.publish(id, notice('readable'));
  expect(texts(await take(events.follow(id, { after: '0' }), 1))).toEqual(['readable']);
  expect(String(problems[0])).toMatch(/cannot be read/);
});

test('while Redis is away publishing fails fast and typed, and afterwards it works again and no listener missed anything', async () => {
  const id = randomUUID();
  const road = await cuttableRoad();
  const events = await open(road.url);
  const direct = await open();
  const heard = take(events.follow(id, { after: '0' }), 3);
  await events.publish(id, notice('before'));
  await road.cut();
  const since = performance.now();
  await expect(events.publish(id, notice('lost'))).rejects.toThrow(EventsUnavailableError);
  await expect(events.beat(id, { attempt: 1, phase: 'running', reason: null })).rejects.toMatchObject({ retryable: true });
  expect(performance.now() - since).toBeLessThan(500);
  await direct.publish(id, notice('meanwhile'));
  await road.mend();
  await expect.poll(() => events.ping().then(() => 'back', () => 'away'), { timeout: 5_000 }).toBe('back');
  await events.publish(id, notice('afterwards'));
  expect(texts(await heard)).toEqual(['before', 'meanwhile', 'afterwards']);
});

test('connecting while Redis is away neither hangs nor throws', async () => {
  const road = await cuttableRoad();
  await road.cut();
  const problems: unknown[] = [];
  const events = await open(road.url, (error) => problems.push(error));
  await expect(events.ping()).rejects.toThrow(EventsUnavailableError);
  expect(problems.length).toBeGreaterThan(0);
});

test('a sign of life is gone soon after the agent is, and one that says "ended" stays', async () => {
  const id = randomUUID();
  const events = await open();
  expect(await events.agentSign(id)).toBeNull();
  await events.beat(id, { attempt: 2, phase: 'running', reason: null });
  expect(await events.agentSign(id)).toEqual({ attempt: 2, phase: 'running', reason: null });
  expect(await redis.pTTL(agentHeartbeat.key(id))).toBeLessThanOrEqual(agentHeartbeat.ttlMs);
  await events.beat(id, { attempt: 2, phase: 'ended', reason: 'finished' });
  expect(await redis.pTTL(agentHeartbeat.key(id))).toBeGreaterThan(agentHeartbeat.ttlMs);
});
