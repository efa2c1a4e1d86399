import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import type { LiveEvent, SentCommand } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { createClient } from 'redis';
import { connectEvents, type Events, type FollowedCommand } from './index.ts';

const { url } = loadSettings(inject('env')).redis;
const redis = createClient({ url });
const notice = (text: string): LiveEvent => ({ type: 'notice', at: 1.5, level: 'info', text });
let events: Events;

beforeAll(async () => {
  await redis.connect();
  events = await connectEvents({ url, onError: (error) => console.error(error) });
});
afterAll(async () => {
  await events.close();
  await redis.close();
});
const open: { end(): void }[] = [];
afterEach(() => open.splice(0).forEach((one) => one.end()));

function listen(interviewId: string, after?: string) {
  const heard: { id: string; text: string }[] = [];
  open.push(events.hub.listen(interviewId, { after, onEvent: ({ id, event }) => heard.push({ id, text: event.type === 'notice' ? event.text : event.type }) }));
  return { heard, texts: () => heard.map(({ text }) => text) };
}
const connections = async () => (await redis.sendCommand(['CLIENT', 'LIST']) as unknown as string).trim().split('\n').length;

test('listeners at different places each hear everything after theirs, once and in order, while events keep coming', async () => {
  const id = randomUUID();
  const ids: string[] = [];
  for (let n = 0; n < 450; n += 1) ids.push(await events.publish(id, notice(String(n))));
  const listeners = [listen(id, '0'), listen(id, ids[99]), listen(id, ids[449])];
  const publishing = (async () => {
    for (let n = 450; n < 900; n += 1) await events.publish(id, notice(String(n)));
  })();
  const late = await pause(30).then(() => listen(id, '0'));
  await publishing;
  const all = Array.from({ length: 900 }, (_, n) => String(n));
  await expect.poll(() => late.heard.length + (listeners[0]?.heard.length ?? 0), { timeout: 10_000 }).toBe(1_800);
  await expect.poll(() => listeners[2]?.heard.length, { timeout: 10_000 }).toBe(450);
  expect(listeners[0]?.texts()).toEqual(all);
  expect(late.texts()).toEqual(all);
  expect(listeners[1]?.texts()).toEqual(all.slice(100));
  expect(listeners[2]?.texts()).toEqual(all.slice(450));
});

test('a new interview is heard at once, although the reader waits for others', async () => {
  listen(randomUUID());
  await pause(300);
  const id = randomUUID();
  const fresh = listen(id);
  await pause(100);
  const since = performance.now();
  await events.publish(id, notice('now'));
  await expect.poll(() => fresh.texts(), { interval: 10 }).toEqual(['now']);
  expect(performance.now() - since).toBeLessThan(500);
});

test('without a place only what is new is heard; an impossible place counts as that', async () => {
  const id = randomUUID();
  await events.publish(id, notice('before'));
  const [fresh, strange] = [listen(id), listen(id, '99999999999999-0')];
  await pause(200);
  await events.publish(id, notice('after'));
  await expect.poll(() => [fresh.texts(), strange.texts()]).toEqual([['after'], ['after']]);
});

test('300 listeners of 30 interviews need one connection', async () => {
  const before = await connections();
  const ids = Array.from({ length: 30 }, () => randomUUID());
  const listeners = ids.flatMap((id) => Array.from({ length: 10 }, () => listen(id)));
  await pause(300);
  expect(await connections() - before).toBeLessThanOrEqual(1);
  expect(events.hub.interviews).toBe(30);
  await Promise.all(ids.map((id) => events.publish(id, notice(id))));
  await expect.poll(() => listeners.every(({ heard }) => heard.length === 1)).toBe(true);
});

test('when the reader loses its connection, nothing is missed', async () => {
  const id = randomUUID();
  const { texts } = listen(id);
  await pause(200);
  await events.publish(id, notice('a'));
  await expect.poll(texts).toEqual(['a']);
  const clients = (await redis.sendCommand(['CLIENT', 'LIST']) as unknown as string).split('\n').filter((line) => line.includes('cmd=xread'));
  for (const line of clients) await redis.sendCommand(['CLIENT', 'KILL', 'ID', /id=(\d+)/.exec(line)?.[1] ?? '']);
  await events.publish(id, notice('b'));
  await expect.poll(texts, { timeout: 5_000 }).toEqual(['a', 'b']);
});

test('who stops listening hears no more, and an interview without listeners is not read', async () => {
  const id = randomUUID();
  const { texts } = listen(id);
  await pause(200);
  open.splice(0).forEach((one) => one.end());
  await events.publish(id, notice('unheard'));
  await pause(200);
  expect([texts(), events.hub.interviews]).toEqual([[], 0]);
});

test('an interviewer gets its orders in order, and a successor finds how far its predecessor had come', async () => {
  const id = randomUUID();
  const sent = (type: 'skip' | 'follow_up'): SentCommand => ({ id: randomUUID(), atMs: Date.now(), by: { userId: randomUUID(), role: 'coach' }, command: { type } });
  expect(await events.commands.done(id)).toBe('0');
  const first = await events.commands.send(id, sent('skip'));
  await events.commands.send(id, sent('follow_up'));
  await events.commands.setDone(id, first);
  const heard: FollowedCommand[] = [];
  for await (const one of events.commands.follow(id, { after: await events.commands.done(id) })) {
    heard.push(one);
    break;
  }
  expect(heard.map(({ sent: { command } }) => command.type)).toEqual(['follow_up']);
});

test('an access that ends is told to every instance, and a candidate’s presence fades by itself', async () => {
  const other = await connectEvents({ url });
  const told: unknown[] = [];
  other.onAccessEnded((ended) => told.push(ended));
  await pause(200);
  const ended = { userId: randomUUID(), interviewId: null };
  await redis.publish('access-ended', JSON.stringify(ended));
  await expect.poll(() => told).toEqual([ended]);
  await other.close();
  const id = randomUUID();
  expect(await events.isCandidateHere(id)).toBe(false);
  await events.candidateIsHere(id);
  expect(await events.isCandidateHere(id)).toBe(true);
});
