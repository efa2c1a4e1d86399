/** What is sent again with the same id, because nobody knows whether it arrived. */
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { commandStream } from '@greenroom/contracts';
import { addGrant, startInterview } from '@greenroom/database';
import { startTestApi, type TestApi } from '../testing.ts';
import { openLive, ticketOf, type LiveClient } from './testing.ts';

let api: TestApi;
let dana: { id: string; token: string };
let coach: { id: string; token: string };
const open: LiveClient[] = [];
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  dana = await api.signUp();
  coach = await api.signUp('coach');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(() => api.stop());

async function connect(token: string): Promise<LiveClient> {
  const client = await openLive(api.url, await ticketOf(api, token));
  open.push(client);
  return client;
}
/** Shared with the coach. */
async function planned(): Promise<string> {
  const { id } = await api.plan(dana.token);
  await addGrant(api.context.database, { candidateId: dana.id, coachId: coach.id, interviewId: id });
  return id;
}
async function running(): Promise<string> {
  const id = await planned();
  await startInterview(api.context.database, id, Date.now());
  return id;
}

test('a note or a whisper that is sent again with its id, also after a lost connection, counts once; another one under that id is refused', async () => {
  const id = await running();
  const candidate = await connect(dana.token);
  await candidate.ask({ type: 'subscribe', interviewId: id, after: '0' });
  const note = { type: 'coach:note', id: 'note-1', interviewId: id, atSeconds: 3, text: 'Once.' } as const;
  const whisper = { type: 'coach:whisper', id: 'whisper-1', interviewId: id, text: 'Breathe.' } as const;
  for (let time = 0; time < 2; time += 1) {
    const helper = await connect(coach.token);
    for (const message of [note, note, whisper, whisper]) helper.send(message);
    await expect.poll(() => helper.messages.filter(({ type }) => type === 'ack')).toHaveLength(4);
  }
  const helper = await connect(coach.token);
  expect(await helper.ask({ ...note, text: 'Another.' })).toMatchObject({ type: 'error', problem: { status: 422, type: '/problems/idempotency-key-reused' } });
  await api.context.events.publish(id, { type: 'notice', at: 1, level: 'info', text: 'after all of it' });
  await candidate.event('notice');
  expect(candidate.events.map(({ type }) => type)).toEqual(['whisper', 'notice']);
  // A page that was away finds it.
  expect((await api.call('GET', `/interviews/${id}/whispers`, { token: dana.token })).body).toMatchObject({ items: [{ text: 'Breathe.', at: expect.any(Number) as number }] });
  expect((await api.call('GET', `/interviews/${id}/whispers`, { token: coach.token })).status).toBe(403);
  const { items } = (await api.call('GET', `/interviews/${id}/notes`, { token: coach.token })).body as { items: { text: string }[] };
  expect(items.map(({ text }) => text)).toEqual(['Once.']);
  expect(await api.context.redis.xLen(commandStream.key(id))).toBe(1);
  // What is kept of it has the person's id in its name, and so goes with the account.
  expect(await api.context.events.forgetAll([coach.id])).toBeGreaterThanOrEqual(2);
  expect((await api.context.redis.scan('0', { MATCH: `*${coach.id}*`, COUNT: 100_000 })).keys).toEqual([]);
});

test('in another interview, or from another person, the same id is another command', async () => {
  const [one, two] = [await running(), await running()];
  const helper = await connect(coach.token);
  for (const interviewId of [one, two]) {
    helper.send({ type: 'coach:note', id: 'same', interviewId, atSeconds: 1, text: 'A note.' });
    await expect.poll(async () => ((await api.call('GET', `/interviews/${interviewId}/notes`, { token: coach.token })).body as { items: unknown[] }).items).toHaveLength(1);
  }
  const own = await connect(dana.token);
  expect(await own.ask({ type: 'coach:note', id: 'same', interviewId: one, atSeconds: 1, text: 'Mine.' })).toMatchObject({ type: 'ack' });
  expect(((await api.call('GET', `/interviews/${one}/notes`, { token: dana.token })).body as { items: unknown[] }).items).toHaveLength(1);
});

test('what failed is not taken for done: the same id may be sent again', async () => {
  const id = await planned();
  const whisper = { type: 'coach:whisper', id: 'too-early', interviewId: id, text: 'Breathe.' } as const;
  expect(await (await connect(coach.token)).ask(whisper)).toMatchObject({ problem: { type: '/problems/interview-not-started' } });
  await startInterview(api.context.database, id, Date.now());
  expect(await (await connect(coach.token)).ask(whisper)).toMatchObject({ type: 'ack' });
});
