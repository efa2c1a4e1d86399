/** What a candidate and a coach may order of the interviewer in a real room: pause, typed answers, steering, taking over. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RoomAccess, type ClientMessage, type Turn } from '@greenroom/contracts';
import { addGrant, connectDatabase } from '@greenroom/database';
import { Room } from '@livekit/rtc-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLive, type LiveClient } from '../../api/live/testing.ts';
import { ApiClient } from '../../stack/demo/api-client.ts';
import { startWholeSystem, turnsOf, until, untilStatus, type WholeSystem } from './whole-system.ts';

let system: WholeSystem;
beforeAll(async () => {
  system = await startWholeSystem();
});
afterAll(() => system.stop());

async function socketOf(api: ApiClient): Promise<LiveClient> {
  return openLive(system.addresses.api, (await api.call('createTicket', {})).ticket);
}

test('an interviewer in a room pauses, takes typed answers, obeys a coach, and its successor knows what was ordered', async () => {
  const coachAccount = system.accounts.find(({ role }) => role === 'coach');
  if (coachAccount === undefined) throw new Error('the system has no demo coach');
  const coachApi = new ApiClient(system.addresses.api, coachAccount);
  const interview = await system.api.call('createInterview', { body: { type: 'behavioral', role: 'Backend engineer', level: 'senior' } });
  const { id: interviewId } = interview;
  const database = connectDatabase({ url: system.env['DATABASE_URL'] as string });
  await addGrant(database, { candidateId: interview.userId, coachId: (await coachApi.call('me', {})).id, interviewId });
  await database.close();

  const access = RoomAccess.parse(await system.api.call('startInterview', { params: { id: interviewId } }));
  const room = new Room();
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false });
  const [candidate, coach] = [await socketOf(system.api), await socketOf(coachApi)];
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  const order = async (type: Exclude<ClientMessage['type'], 'authenticate' | 'subscribe'>, more: object = {}, client = coach) =>
    expect(await client.ask({ type, id: randomUUID(), interviewId, ...more } as ClientMessage)).toMatchObject({ type: 'ack' });
  const line = (what: string, fits: (turn: Turn) => boolean, seconds = 40) => until(what, seconds, async () => (await turnsOf(system, interviewId)).find((turn) => turn.speaker === 'interviewer' && fits(turn)));
  const lines = async () => (await turnsOf(system, interviewId)).filter(({ speaker }) => speaker === 'interviewer').length;

  const first = await line('the first question', ({ kind }) => kind === 'question', 60);
  await candidate.event('agent:state', ({ state, at }) => state === 'listening' && at > first.startedAt, 40);

  await order('coach:ask_next', { text: 'What did the budget look like?' });
  await order('interview:answer', { text: 'Two years ago I broke production on a Friday. I rolled the change back within forty minutes and wrote to every shop. In the end we lost no customer.' }, candidate);
  await line('the coach’s question', ({ text }) => text.includes('What did the budget look like?'));

  // Paused: not even the prompt after 12 s of silence comes. Its process dies meanwhile, and its successor is silent, too.
  await pause(3_000);
  await order('interview:pause', {}, candidate);
  await candidate.event('interview:paused');
  const before = await lines();
  process.kill(await system.jobPid(interviewId), 'SIGKILL');
  await pause(20_000);
  expect(await lines()).toBe(before);
  await order('interview:resume', {}, candidate);
  await line('a welcome', ({ text }) => text.startsWith('Welcome back'));

  await order('coach:take_over');
  await candidate.event('coach:present', ({ state }) => state === 'leads');
  await pause(1_500);
  const silent = await lines();
  await order('interview:answer', { text: 'The budget was small, and the product manager decided.' }, candidate);
  await pause(14_000);
  expect(await lines()).toBe(silent);
  await order('coach:hand_back');
  const second = await line('the next question', ({ kind, seq }) => kind === 'question' && seq > first.seq);
  await order('coach:whisper', { text: 'Take your time.' });
  expect(await candidate.event('whisper')).toMatchObject({ text: 'Take your time.' });
  await order('coach:skip');
  await line('the question after it', ({ kind, seq }) => kind === 'question' && seq > second.seq);

  await order('interview:complete', {}, candidate);
  await untilStatus(system, interviewId, ['completed'], 60);
  await candidate.event('interview:complete');
  expect(candidate.events.filter(({ type }) => type === 'interview:score')).toHaveLength(5);
  const answers = (await turnsOf(system, interviewId)).filter(({ speaker }) => speaker === 'candidate');
  expect(answers.map(({ typed, kind }) => [typed, kind])).toEqual([[true, 'answer'], [true, 'answer']]);
  await Promise.all([candidate.close(), coach.close(), room.disconnect()]);
});
