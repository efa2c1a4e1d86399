/** What a candidate and a coach may order of the interviewer in a real room: pause, typed answers, steering, whispering, taking over. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RoomAccess, type ClientMessage, type NewInterview, type Turn } from '@greenroom/contracts';
import { addGrant, connectDatabase } from '@greenroom/database';
import { Room } from '@livekit/rtc-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLive, type LiveClient } from '../../api/live/testing.ts';
import { ApiClient } from '../../stack/demo/api-client.ts';
import { sampleRate } from '../../stack/demo/audio-file.ts';
import { enterRoom, inARow } from './person.ts';
import { answersTo, startWholeSystem, turnsOf, until, untilStatus, type WholeSystem } from './whole-system.ts';

let system: WholeSystem;
beforeAll(async () => {
  system = await startWholeSystem();
});
afterAll(() => system.stop());

async function socketOf(api: ApiClient): Promise<LiveClient> {
  return openLive(system.addresses.api, (await api.call('createTicket', {})).ticket);
}

/** A running interview with its candidate's and a coach's sockets. */
async function running(planned: NewInterview) {
  const coachAccount = system.accounts.find(({ role }) => role === 'coach');
  if (coachAccount === undefined) throw new Error('the system has no demo coach');
  const coachApi = new ApiClient(system.addresses.api, coachAccount);
  const interview = await system.api.call('createInterview', { body: planned });
  const { id: interviewId } = interview;
  const database = connectDatabase({ url: system.env['DATABASE_URL'] as string });
  await addGrant(database, { candidateId: interview.userId, coachId: (await coachApi.call('me', {})).id, interviewId });
  await database.close();

  const access = RoomAccess.parse(await system.api.call('startInterview', { params: { id: interviewId } }));
  const [candidate, coach] = [await socketOf(system.api), await socketOf(coachApi)];
  await candidate.ask({ type: 'subscribe', interviewId, after: '0' });
  const order = async (type: Exclude<ClientMessage['type'], 'authenticate' | 'subscribe'>, more: object = {}, client = coach) =>
    expect(await client.ask({ type, id: randomUUID(), interviewId, ...more } as ClientMessage)).toMatchObject({ type: 'ack' });
  const line = (what: string, fits: (turn: Turn) => boolean, seconds = 60) => until(what, seconds, async () => (await turnsOf(system, interviewId)).find((turn) => turn.speaker === 'interviewer' && fits(turn)));
  return { interviewId, access, candidate, coach, coachApi, order, line };
}

test('an interviewer in a room pauses, takes typed answers, obeys a coach, and its successor knows what was ordered', async () => {
  const { interviewId, access, candidate, coach, order, line } = await running({ type: 'behavioral', role: 'Backend engineer', level: 'senior' });
  const room = new Room();
  await room.connect(access.url, access.token, { autoSubscribe: true, dynacast: false });
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

test('a candidate’s orders are no words; a whisper is heard by nobody but the candidate; a coach who takes over is heard and written down', async () => {
  const { recordings, spare, questions, role, level, type } = await answersTo('q1', 'q2', 'q3', 'q4');
  const recorded = (id: string) => {
    const found = recordings.get(id);
    if (found?.followUp === undefined) throw new Error(`there are no recordings for ${id}`);
    return { answer: found.answer.samples, followUp: found.followUp.samples };
  };
  const [letMeThink, coversIt] = spare.map(({ samples }) => samples);
  if (letMeThink === undefined || coversIt === undefined) throw new Error('there are no spare recordings');
  const short = questions.map((question, index) => (index === 0 ? { ...question, timeBudgetSeconds: 20 } : question));
  const { interviewId, access, candidate, coach, coachApi, order, line } = await running({ type, role, level, questions: short, cue: 'length' });
  await coach.ask({ type: 'subscribe', interviewId, after: '0' });
  const dana = await enterRoom(access);
  const cal = await enterRoom(await coachApi.call('joinInterview', { params: { id: interviewId }, body: { mode: 'speak' } }));
  /** The interviewer listens, after this moment on the interview's clock. */
  const listening = (after: number) => candidate.event('agent:state', ({ state, at }) => state === 'listening' && at > after, 60);
  const asked = (questionId: string) => line(`question ${questionId}`, ({ kind, ...turn }) => kind === 'question' && turn.questionId === questionId, 120);
  const said = async (speaker: Turn['speaker']) => (await turnsOf(system, interviewId)).filter((turn) => turn.speaker === speaker);

  // An answer over its time, with a whisper in the middle of it: hinted at once, and answered as if nobody had whispered.
  await listening((await asked('q1')).startedAt);
  const answering = dana.say(inARow(0.3, recorded('q1').answer, recorded('q1').followUp));
  await pause(3_000);
  await cal.say(recorded('q4').followUp);
  expect((await candidate.event('cue', () => true, 40)).text).toBe('Come to the point');
  await answering;
  await candidate.event('cue', ({ text }) => text === null, 40);
  await candidate.event('interview:question', ({ question }) => question.id === 'q2', 20);
  const second = asked('q2');
  // And one while the interviewer speaks.
  await cal.say(coversIt);
  await listening((await second).startedAt);
  expect((await said('candidate')).map(({ kind, questionId }) => [kind, questionId])).toEqual([['answer', 'q1']]);
  expect((await said('candidate'))[0]?.text).toMatch(/payments.*eleven million/i);
  expect((await said('interviewer')).filter(({ kind }) => kind === 'question').every(({ interrupted }) => !interrupted)).toBe(true);

  await order('interview:repeat', {}, candidate);
  await listening((await line('the question again', ({ kind }) => kind === 'repeat')).startedAt);
  await order('interview:think', {}, candidate);
  await listening((await line('a word of patience', ({ kind }) => kind === 'acknowledgement')).startedAt);
  expect(await said('candidate')).toHaveLength(1);
  const broken = dana.say(recorded('q2').answer.subarray(0, 7 * sampleRate));
  await pause(6_500);
  await order('interview:skip', {}, candidate);
  await broken;
  const third = await asked('q3');
  expect((await said('candidate')).at(-1)).toMatchObject({ kind: 'answer', questionId: 'q2', interrupted: true });

  // Taken over while the interviewer speaks.
  await until('the interviewer’s voice', 20, () => Promise.resolve(Date.now() - dana.ears.lastSoundAtMs < 100 ? true : undefined));
  const orderedAtMs = Date.now();
  await order('coach:take_over');
  await pause(1_500);
  // At the candidate's ear, with the way of the order through the API and that of the sound through the network; and by itself.
  expect(dana.ears.lastSoundAtMs - orderedAtMs).toBeLessThan(1_000);
  const brokenOff = (await said('interviewer')).at(-1);
  expect(brokenOff).toMatchObject({ interrupted: true, questionId: 'q3' });
  const leads = await candidate.event('coach:present', ({ state }) => state === 'leads');
  process.stderr.write(`taken over: silent after ${String(Math.max(0, Math.round(dana.ears.lastSoundAtMs - orderedAtMs)))} ms for the candidate, ${String(Math.round(((brokenOff?.endedAt ?? 0) - leads.at) * 1000))} ms after the order had reached the interviewer\n`);
  expect((brokenOff?.endedAt ?? Infinity) - leads.at).toBeLessThan(0.3);
  await cal.say(recorded('q1').followUp);
  await pause(1_000);
  await dana.say(recorded('q3').followUp);
  const coachTurn = (await until('the coach’s words', 20, async () => (await said('coach')).find(({ text }) => /accounts/i.test(text))));
  expect(coachTurn).toMatchObject({ kind: 'question', questionId: 'q3', marks: [], measures: null });
  expect(await coach.event('words', ({ speaker }) => speaker === 'coach')).toBeDefined();
  expect(await candidate.event('turn', ({ turn }) => turn.speaker === 'coach')).toBeDefined();
  await until('the answer to the coach', 20, async () => (await said('candidate')).find(({ questionId, kind, text }) => questionId === 'q3' && kind === 'answer' && /replay|outage/i.test(text)));
  expect((await said('interviewer')).filter(({ startedAt }) => startedAt > coachTurn.startedAt)).toEqual([]);
  await order('coach:hand_back');
  const fourth = await asked('q4');
  expect(fourth.text).toMatch(/^Thank you\. Let us go on\./);
  await cal.say(letMeThink);
  await listening(fourth.startedAt);

  await order('interview:complete', {}, candidate);
  await untilStatus(system, interviewId, ['completed'], 60);
  const turns = await turnsOf(system, interviewId);
  // What was whispered: before, between and after the coach's own words.
  expect(turns.map(({ text }) => text).join(' ')).not.toMatch(/incident|covers it|goal on one page|planning was/i);
  expect((await said('coach')).every(({ startedAt }) => startedAt > third.startedAt && startedAt < fourth.startedAt)).toBe(true);
  expect(candidate.events.filter(({ type: what }) => what === 'coverage')).toEqual([]);
  const coverage = coach.events.flatMap((event) => (event.type === 'coverage' && event.questionId === 'q3' ? [event.points] : []));
  expect(coverage[0]?.every(({ covered }) => !covered)).toBe(true);
  expect(coverage.at(-1)?.some(({ covered }) => covered)).toBe(true);
  expect(coach.events.filter(({ type: what }) => what === 'cue')).toEqual([]);
  await Promise.all([candidate.close(), coach.close(), dana.leave(), cal.leave()]);
});
