/** Sockets that have not shown who they are: how many there may be, and from where. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { socketLimits } from './limits.ts';
import { openLive, ticketOf, type LiveClient } from './testing.ts';

const most = socketLimits.strangersPerAddress;
let api: TestApi;
let behindProxy: TestApi;
const open: LiveClient[] = [];
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  behindProxy = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, http: { ...settings.http, trustedProxies: ['loopback'] } }) });
});
afterAll(async () => {
  for (const { ws } of open) ws.terminate();
  await Promise.all([api.stop(), behindProxy.stop()]);
});

/** The client, or what the refusal said. */
async function from({ url }: TestApi, address: string): Promise<LiveClient | string> {
  try {
    const client = await openLive(url, undefined, { headers: { 'x-forwarded-for': address } });
    open.push(client);
    return client;
  } catch (error) {
    return String(error);
  }
}
const many = (to: TestApi, address: (n: number) => string) => Promise.all(Array.from({ length: most }, (_, n) => from(to, address(n))));

test('one address, or one IPv6 network, gets a few of them; who has shown a ticket takes no place, and others still get in', async () => {
  const inside = await many(behindProxy, (n) => `2001:db8:7:${n}::1`);
  expect(inside.filter((client) => typeof client === 'object')).toHaveLength(most);
  expect(await from(behindProxy, '2001:db8:7:99::1')).toMatch('429');
  expect(await from(behindProxy, '203.0.113.7')).toBeTypeOf('object');
  const [first] = inside as LiveClient[];
  const { token } = await behindProxy.signUp();
  expect(await first?.ask({ type: 'authenticate', ticket: await ticketOf(behindProxy, token) })).toMatchObject({ type: 'ack' });
  expect(await from(behindProxy, '2001:db8:7:99::1')).toBeTypeOf('object');
  expect(await from(behindProxy, '2001:db8:7:98::1')).toMatch('429');
});

test('from who is no trusted proxy an address in a header counts for nothing; a place that was left is free', async () => {
  const inside = (await many(api, (n) => `203.0.113.${n}`)) as LiveClient[];
  expect(await from(api, '203.0.113.99')).toMatch('429');
  await inside[0]?.close();
  await expect.poll(() => from(api, '203.0.113.99')).toBeTypeOf('object');
});

test('a stranger who does not go when told to is cut off', { timeout: 15_000 }, async () => {
  const client = (await from(behindProxy, '198.51.100.1')) as LiveClient;
  // Reads nothing, so it does not answer the farewell.
  client.ws.pause();
  const others = (await many(behindProxy, () => '198.51.100.1')).filter((each) => typeof each === 'object');
  expect(others).toHaveLength(most - 1);
  await expect.poll(() => behindProxy.context.metrics.liveSockets.get().then(({ values }) => values[0]?.value), { timeout: socketLimits.authenticateWithinMs + socketLimits.farewellMs + 2_000 }).toBe(1);
});
