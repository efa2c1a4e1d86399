import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { analyticsCacheKey } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { createClient } from 'redis';
import { connectEvents, dropAnalyticsCache, EventsUnavailableError, type Events } from './index.ts';

const { url } = loadSettings(inject('env')).redis;
const redis = createClient({ url });
let events: Events;
beforeAll(async () => {
  await redis.connect();
  events = await connectEvents({ url });
});
afterAll(async () => {
  await events.close();
  await redis.close();
});

async function missed(key: string, variant: string): Promise<string> {
  const lookup = await events.cache.get(key, variant, 60);
  if (lookup.found) throw new Error(`${key} ${variant} was there.`);
  return lookup.token;
}

test('what was kept is given again, each variant by itself, until it is dropped', async () => {
  const key = `analytics:${randomUUID()}`;
  expect(await events.cache.set(key, 'week', { score: 71.5, note: null }, await missed(key, 'week'))).toBe(true);
  expect(await events.cache.get(key, 'week', 60)).toEqual({ found: true, value: { score: 71.5, note: null } });
  expect(await events.cache.set(key, 'month', [1], await missed(key, 'month'))).toBe(true);
  await events.cache.drop(key);
  await missed(key, 'week');
  await missed(key, 'month');
});

test('what was computed before a drop is not kept after it', async () => {
  const key = `analytics:${randomUUID()}`;
  const early = await missed(key, 'week');
  await events.cache.drop(key);
  expect(await events.cache.set(key, 'week', 'old', early)).toBe(false);
  const late = await missed(key, 'week');
  expect(late).not.toBe(early);
  expect(await events.cache.set(key, 'week', 'old', early)).toBe(false);
  await missed(key, 'week');
});

test('two who compute the same thing at once may both keep it', async () => {
  const key = `analytics:${randomUUID()}`;
  const [one, other] = await Promise.all([missed(key, 'week'), missed(key, 'week')]);
  expect(other).toBe(one);
  expect(await events.cache.set(key, 'week', 1, one)).toBe(true);
  expect(await events.cache.set(key, 'week', 2, other)).toBe(true);
});

test('it lives for its time, which later variants do not lengthen', async () => {
  const key = `analytics:${randomUUID()}`;
  await events.cache.set(key, 'week', 1, await missed(key, 'week'));
  const left = await redis.ttl(key);
  expect(left).toBeGreaterThan(50);
  expect(left).toBeLessThanOrEqual(60);
  await redis.expire(key, 20);
  await events.cache.set(key, 'month', 1, await missed(key, 'month'));
  expect(await redis.ttl(key)).toBeLessThanOrEqual(20);
});

test("dropping a person's analytics leaves no key behind, and nobody else's is touched", async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  for (const user of [mine, theirs]) await events.cache.set(analyticsCacheKey(user), 'dashboard', 1, await missed(analyticsCacheKey(user), 'dashboard'));
  await dropAnalyticsCache(events, mine);
  expect(await redis.exists(analyticsCacheKey(mine))).toBe(0);
  expect((await events.cache.get(analyticsCacheKey(theirs), 'dashboard', 60)).found).toBe(true);
});

test('without Redis every call fails at once and says so', async () => {
  const away = await connectEvents({ url: 'redis://127.0.0.1:9' });
  const startedAt = performance.now();
  await expect(away.cache.get('analytics:x', 'week', 60)).rejects.toBeInstanceOf(EventsUnavailableError);
  await expect(dropAnalyticsCache(away, 'x')).rejects.toBeInstanceOf(EventsUnavailableError);
  expect(performance.now() - startedAt).toBeLessThan(1_500);
  await away.close();
});
