import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, expect, inject, test } from 'vitest';
import { loadSettings } from '@greenroom/settings';
import { closeRedis, connectRedis, type Redis } from './redis.ts';

const { url } = loadSettings(inject('env')).redis;
const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

/** A road to Redis that can fall silent without closing, as a dead network does. */
async function road() {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const state = { silent: false };
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname);
    for (const [from, to] of [[near, far], [far, near]] as const) {
      sockets.add(from);
      from.on('error', () => undefined).on('close', () => to.destroy());
      from.on('data', (chunk) => void (state.silent || to.write(chunk)));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const through = new URL(url);
  through.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: through.href, state };
}

async function open(at: string): Promise<{ redis: Redis; said: string[] }> {
  const said: string[] = [];
  const redis = await connectRedis({ url: at, onAway: () => said.push('away'), onBack: () => said.push('back') });
  cleanups.push(() => closeRedis(redis));
  return { redis, said };
}

test('a Redis that falls silent fails a waiting command within seconds, later ones at once, and is back by itself; each is said once', async () => {
  const { url: through, state } = await road();
  const { redis, said } = await open(through);
  expect(await redis.ping()).toBe('PONG');
  state.silent = true;
  const since = performance.now();
  await expect(redis.ping()).rejects.toThrow();
  expect(performance.now() - since).toBeLessThan(5_000);
  const then = performance.now();
  await expect(redis.ping()).rejects.toThrow();
  expect(performance.now() - then).toBeLessThan(500);
  state.silent = false;
  await expect.poll(() => redis.ping().catch(() => 'away'), { timeout: 15_000 }).toBe('PONG');
  expect(said).toEqual(['away', 'back']);
});

test('a Redis that is silent from the beginning holds up neither the start nor a command', async () => {
  const { url: through, state } = await road();
  state.silent = true;
  const since = performance.now();
  const { redis } = await open(through);
  await expect(redis.ping()).rejects.toThrow();
  expect(performance.now() - since).toBeLessThan(5_000);
});
