/** Whole typed interviews over the live socket alone, with the real workflows in a process of their own. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { workflowIds, type Question, type Report, type Turn } from '@greenroom/contracts';
import { addGrant, findInterview, findReport, findTypedTalk, listTurns } from '@greenroom/database';
import { Client, Connection } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { openLive, ticketOf, type LiveClient } from './testing.ts';
import { newNamespace } from '../../workflows/testing.ts';

const env = inject('env');
const namespace = `test-${randomUUID()}`;
let api: TestApi;
let workflows: ChildProcess;
const open: LiveClient[] = [];
/** What the workflows' processes wrote into their log. */
const logged: Record<string, unknown>[] = [];

async function startWorkflows(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('../../workflows/main.ts', import.meta.url)), {
    env: { ...env, DATABASE_URL: api.settings.database.url, S3_BUCKET: api.settings.files.bucket, TEMPORAL_NAMESPACE: namespace, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stderr) createInterface(child.stderr).on('line', (line) => {
    // The last line of one that is killed may be cut.
    if (line.startsWith('{') && line.endsWith('}')) logged.push(JSON.parse(line) as Record<string, unknown>);
    else console.error(line);
  });
  for await (const chunk of child.stdout ?? []) if (String(chunk).includes('workflows ready')) break;
  return child;
}

beforeAll(async () => {
  const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS'] as string });
  await newNamespace(connection, namespace);
  await connection.close();
  api = await startTestApi(env, { settings: (settings) => ({ ...settings, temporal: { ...settings.temporal, namespace } }) });
  // A new namespace is known everywhere only after a moment.
  await pause(2_500);
  workflows = await startWorkflows();
}, 90_000);
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(async () => {
  workflows.kill('SIGKILL');
  await api.stop();
});

const questions: Question[] = [
  {
    id: 'q1', text: 'Tell me about a time when you disagreed with a colleague about a decision. What did you do?', competency: 'handling disagreement',
    expectedPoints: ['listened to the other side', 'proposed an alternative', 'a result with a number'], probes: ['What would you do differently?'], timeBudgetSeconds: 180,
  },
  { id: 'q2', text: 'Tell me about a mistake that you made at work. What came of it?', competency: 'owning mistakes', expectedPoints: ['names the mistake', 'says what changed'], probes: ['What did you learn?'], timeBudgetSeconds: 180 },
];
const answers = [
  'Last spring a product manager wanted to ship the new checkout before the audit was finished. I disagreed because a mistake there costs real money. I asked for one hour, listened to his reasons, wrote down three risks with numbers, and proposed a smaller release that did not touch refunds. In the end we shipped on time and the audit found two bugs in the part that we had held back.',
  'I learned to bring numbers first, because the talk then was about the risks and not about us. We now do it before each of our 12 releases a year.',
];

/** Every payload of a history as text. */
function bytesIn(value: unknown): string {
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString()}\n`;
  return typeof value === 'object' && value !== null ? Object.values(value).map(bytesIn).join('') : '';
}

async function connect(token: string, headers: Record<string, string> = {}): Promise<LiveClient> {
  const client = await openLive(api.url, await ticketOf(api, token), { headers });
  open.push(client);
  return client;
}
async function begun(token: string, headers?: Record<string, string>): Promise<{ id: string; client: LiveClient }> {
  const { id } = await api.plan(token, { mode: 'typed', questions });
  const client = await connect(token, headers);
  await client.ask({ type: 'subscribe', interviewId: id, after: '0' });
  expect(await client.ask({ type: 'interview:start', interviewId: id })).toMatchObject({ type: 'ack', access: { mode: 'typed' } });
  return { id, client };
}
const turns = (client: LiveClient): Turn[] => client.events.flatMap((event) => (event.type === 'turn' ? [event.turn] : []));
const asked = (client: LiveClient, text: string | RegExp) => client.event('turn', ({ turn }) => turn.speaker === 'interviewer' && (typeof text === 'string' ? turn.text.includes(text) : text.test(turn.text)));
const answer = (client: LiveClient, interviewId: string, text: string) => client.ask({ type: 'interview:answer', interviewId, text });
/** The interviewer's next line after this turn of somebody else. */
const reply = (client: LiveClient, said: string) => {
  const seq = (): number => turns(client).find(({ text }) => text === said)?.seq ?? Infinity;
  return client.event('turn', ({ turn }) => turn.speaker === 'interviewer' && turn.seq > seq());
};

test('from start to report over the socket alone, with a lost connection in the middle', { timeout: 90_000 }, async () => {
  const { token } = await api.signUp();
  const { id, client } = await begun(token, { 'x-request-id': 'typed-over-socket' });
  await asked(client, /You write your answers/);
  await asked(client, questions[0]?.text as string);
  expect(client.events.find(({ type }) => type === 'interview:question')).toMatchObject({ index: 0, total: 2, followUp: false });

  await answer(client, id, answers[0] as string);
  client.ws.terminate();
  await client.closed;
  const back = await connect(token);
  await back.ask({ type: 'subscribe', interviewId: id, after: client.events.at(-1)?.eventId ?? '0' });
  const all = () => [...client.events, ...back.events].flatMap((event) => (event.type === 'turn' ? [event.turn] : []));
  await expect.poll(() => all().filter(({ speaker }) => speaker === 'interviewer').length, { timeout: 15_000 }).toBe(3);

  // As many follow-ups as the rules ask, then the second question, then the closing.
  for (let said = 0; said < 8 && !all().some(({ kind }) => kind === 'closing'); said += 1) {
    const before = all().length;
    await answer(back, id, `${answers[said % 2] as string} (${said})`);
    await expect.poll(() => all().length, { timeout: 15_000 }).toBeGreaterThanOrEqual(before + 2);
  }
  const complete = await back.event('interview:complete', undefined, 30);
  expect(complete).toMatchObject({ status: 'completed' });
  const types = back.events.map(({ type }) => type);
  const scores = back.events.flatMap((event) => (event.type === 'interview:score' ? [[event.dimension, event.score.value] as const] : []));
  expect(Object.fromEntries(scores)).toMatchObject({ fluency: null, confidence: null, clarity: expect.any(Number) as number, content: expect.any(Number) as number, overall: expect.any(Number) as number });
  expect(types.indexOf('interview:score')).toBeLessThan(types.indexOf('interview:complete'));
  const steps = back.events.flatMap((event) => (event.type === 'report:progress' ? [event.percent] : []));
  expect(steps.length).toBeGreaterThan(1);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(types.indexOf('report:progress')).toBeLessThan(types.indexOf('interview:score'));
  await expect.poll(() => logged.find((line) => line['interviewId'] === id && line['to'] === 'completed')).toMatchObject({ requestId: 'typed-over-socket', traceparent: expect.stringMatching(/^00-[\da-f]{32}-/) });
  expect(back.events.find(({ type }) => type === 'interview:feedback')).toMatchObject({ text: expect.stringContaining('You answered 2 of 2 questions') as string });

  // What the socket told is what was stored, each turn once.
  const stored = await listTurns(api.context.database, id);
  expect(all()).toEqual(stored);
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index));
  expect(stored.every((turn) => turn.typed && turn.measures === null)).toBe(true);
  const report = await findReport(api.context.database, id) as Report;
  expect(report.measures).toBeNull();
  expect(report.scores.fluency).toMatchObject({ value: null, reason: 'not_enough_evidence' });
  expect(report.notices).toEqual([expect.stringContaining('was typed')]);
  for (const { quote, turnSeq, start, end } of report.questions.flatMap(({ claims }) => claims.flatMap(({ evidence }) => evidence))) expect(stored[turnSeq]?.text.slice(start, end)).toBe(quote);
  expect((await api.call('GET', `/interviews/${id}/report`, { token })).body).toMatchObject({ recording: null });

  // A workflow's history is not ours to delete: it holds ids alone.
  const connection = await Connection.connect({ address: env['TEMPORAL_ADDRESS'] as string });
  const history = bytesIn(await new Client({ connection, namespace }).workflow.getHandle(workflowIds.interview(id)).fetchHistory());
  await connection.close();
  expect(history).toContain(id);
  expect(history).not.toMatch(/product manager|checkout|disagreed with a colleague/);
});

test('repeat and skip are requests, and the same answer sent twice counts once', { timeout: 60_000 }, async () => {
  const { id: userId, token } = await api.signUp();
  const { id, client } = await begun(token);
  await asked(client, questions[0]?.text as string);
  await answer(client, id, 'Could you repeat the question?');
  await asked(client, `Of course. ${questions[0]?.text as string}`);
  await client.ask({ type: 'interview:answer', interviewId: id, id: 'once', text: 'Skip this one please.' });
  await client.ask({ type: 'interview:answer', interviewId: id, id: 'once', text: 'Skip this one please.' });
  await asked(client, questions[1]?.text as string);
  // By REST with a key, three times; before the third the kept answer is lost.
  const said = 'I once deleted a table in production and told everybody at once.';
  const post = (key: string) => api.call('POST', `/interviews/${id}/answer`, { token, body: { text: said }, headers: { 'idempotency-key': key } });
  expect((await post('with a blank')).problem).toMatchObject({ status: 400, errors: [{ path: 'Idempotency-Key' }] });
  const key = 'a:key/of.any+form';
  const replayed = [await post(key), await post(key)].map(({ status, headers }) => [status, headers.get('idempotency-replayed')]);
  expect(replayed).toEqual([[202, null], [202, 'true']]);
  const { keys } = await api.context.redis.scan('0', { MATCH: `once:${userId}:*`, COUNT: 100_000 });
  expect(await api.context.redis.del(keys)).toBeGreaterThan(0);
  expect((await post(key)).status).toBe(202);
  await reply(client, said);
  expect(turns(client).filter(({ speaker }) => speaker === 'candidate').map(({ kind }) => kind)).toEqual(['aside', 'aside', 'answer']);
  await client.ask({ type: 'interview:complete', interviewId: id });
  await client.event('interview:complete', ({ status }) => status === 'completed', 30);
});

test('killing the workflows in the middle loses nothing: answers wait, and the same interview goes on', { timeout: 120_000 }, async () => {
  const { token } = await api.signUp();
  const { id, client } = await begun(token);
  await asked(client, questions[0]?.text as string);
  workflows.kill('SIGKILL');
  await once(workflows, 'exit');
  expect(await answer(client, id, answers[0] as string)).toMatchObject({ type: 'ack' });
  await pause(500);
  expect(turns(client)).toHaveLength(2);
  workflows = await startWorkflows();
  await client.event('turn', ({ turn }) => turn.seq === 3, 40);
  const stored = await listTurns(api.context.database, id);
  expect(stored.map(({ speaker }) => speaker)).toEqual(['interviewer', 'interviewer', 'candidate', 'interviewer']);
  // Killed while it works on an answer.
  const second = answer(client, id, answers[1] as string);
  await second;
  workflows.kill('SIGKILL');
  await once(workflows, 'exit');
  workflows = await startWorkflows();
  await expect.poll(async () => (await listTurns(api.context.database, id)).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(6);
  const after = await listTurns(api.context.database, id);
  expect(after.filter(({ speaker }) => speaker === 'candidate').map(({ text }) => text)).toEqual(answers);
  expect(after.map(({ seq }) => seq)).toEqual(after.map((_, index) => index));
  await client.ask({ type: 'interview:complete', interviewId: id });
  await client.event('interview:complete', undefined, 40);
});

test('a pause shows, holds answers back, and the interviewer welcomes the candidate back', { timeout: 60_000 }, async () => {
  const { token } = await api.signUp();
  const { id, client } = await begun(token);
  await asked(client, questions[0]?.text as string);
  expect(await client.ask({ type: 'interview:pause', interviewId: id })).toMatchObject({ type: 'ack' });
  expect(await client.event('interview:paused')).toMatchObject({ limitSeconds: api.settings.interviews.pauseLimitSeconds });
  expect((await findInterview(api.context.database, id))?.pausedAt).not.toBeNull();
  expect((await api.call('GET', `/interviews/${id}`, { token })).body).toMatchObject({ progress: { phase: 'paused' } });
  await api.call('POST', `/interviews/${id}/resume`, { token });
  await client.event('interview:resumed');
  await asked(client, /^Welcome back/);
  expect((await findInterview(api.context.database, id))?.pausedAt).toBeNull();
  await client.ask({ type: 'interview:complete', interviewId: id });
  // Nothing was said.
  expect(await client.event('interview:complete', undefined, 30)).toMatchObject({ status: 'abandoned' });
});

test('a coach on another instance of the API steers, takes over, interviews, and hands back; without a grant nothing of it happens', { timeout: 90_000 }, async () => {
  const other = await startTestApi(env, { settings: () => api.settings });
  const candidate = await api.signUp();
  const coach = await api.signUp('coach');
  const { id, client } = await begun(candidate.token);
  await asked(client, questions[0]?.text as string);
  const helper = await openLive(other.url, await ticketOf(api, coach.token));
  open.push(helper);
  const about = { interviewId: id };
  expect(await helper.ask({ type: 'coach:take_over', ...about })).toMatchObject({ type: 'error', problem: { status: 404 } });
  await addGrant(api.context.database, { candidateId: candidate.id, coachId: coach.id, interviewId: id });
  expect(await helper.ask({ type: 'subscribe', ...about, after: '0' })).toMatchObject({ viewer: 'coach' });

  await helper.ask({ type: 'coach:extend', ...about, seconds: 120 });
  await expect.poll(async () => (await findTypedTalk<{ engine: { extraSeconds: number } }>(api.context.database, id))?.talk.engine.extraSeconds, { timeout: 10_000 }).toBe(120);
  await helper.ask({ type: 'coach:ask_next', ...about, text: 'What did the budget look like?' });
  await answer(client, id, answers[0] as string);
  await asked(client, 'What did the budget look like?');
  expect(await helper.ask({ type: 'coach:say', ...about, text: 'Hello.' })).toMatchObject({ problem: { type: '/problems/not-leading' } });

  await helper.ask({ type: 'coach:take_over', ...about });
  await client.event('coach:present', ({ state }) => state === 'leads');
  expect(await helper.ask({ type: 'coach:say', ...about, text: 'I am Robin. Who decided in the end?' })).toMatchObject({ type: 'ack' });
  await client.event('turn', ({ turn }) => turn.speaker === 'coach');
  const before = turns(client).filter(({ speaker }) => speaker === 'interviewer').length;
  await answer(client, id, 'The product manager decided, after he had seen the three risks.');
  await client.event('turn', ({ turn }) => turn.text.startsWith('The product manager decided'));
  await pause(800);
  expect(turns(client).filter(({ speaker }) => speaker === 'interviewer')).toHaveLength(before);
  await helper.ask({ type: 'coach:hand_back', ...about });
  await client.event('coach:present', ({ state }) => state === 'listens');
  await asked(client, questions[1]?.text as string);
  await helper.ask({ type: 'coach:skip', ...about });
  await client.event('interview:complete', ({ status }) => status === 'completed', 30);
  const spoken = await listTurns(api.context.database, id);
  expect(spoken.find(({ speaker }) => speaker === 'coach')).toMatchObject({ typed: true, questionId: 'q1', text: 'I am Robin. Who decided in the end?' });
  expect(spoken.filter(({ speaker }) => speaker === 'candidate').map(({ kind }) => kind)).toEqual(['answer', 'answer']);
  // A command by REST on the other instance, after the end, is told that it is over on both.
  for (const instance of [api, other]) expect((await instance.call('POST', `/interviews/${id}/pause`, { token: candidate.token })).problem).toMatchObject({ type: '/problems/interview-over' });
  await helper.close();
  await other.stop();
});
