/** What a report takes from elsewhere: the tone, kept with the turns and named; the notices of the interview. The same when the activity runs twice. */
import { randomUUID } from 'node:crypto';
import { connectDatabase, createInterview, createUser, findReport, listTurns, migrate, saveTurn, startInterview, type Database } from '@greenroom/database';
import { createTestDatabase } from '@greenroom/database/testing';
import { connectEvents, type Events } from '@greenroom/events';
import { loadSettings } from '@greenroom/settings';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { huggingfaceClassify, startAudioServer, type AudioServer } from '../../tests/provider-servers/index.ts';
import type { Context } from '../context.ts';
import { interviewerLost } from '../definitions/notices.ts';
import { rehearse } from '../scoring/rehearsed-interview.ts';
import { reportActivities } from './report.ts';

const toneModel = 'cardiffnlp/twitter-roberta-base-sentiment-latest';
const settings = loadSettings(inject('env'));
let made: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
let events: Events;
let server: AudioServer;

beforeAll(async () => {
  [made, server, events] = await Promise.all([createTestDatabase(settings.database.url), startAudioServer(huggingfaceClassify), connectEvents(settings.redis)]);
  database = connectDatabase({ url: made.url });
  await migrate(database);
});
afterAll(async () => {
  await Promise.all([database.close(), events.close(), server[Symbol.asyncDispose]()]);
  await made.drop();
});

async function interviewed(): Promise<string> {
  const { plan, turns } = rehearse([{ question: { text: 'Tell me about your team.' }, answers: ['I am so proud of my team and of what we built.', 'That meeting was awful. It began at nine.'] }]);
  const { id: userId } = await createUser(database, { email: `${randomUUID()}@example.org`, passwordHash: 'x', fullName: 'Dana Reyes', role: 'candidate' });
  const { id } = await createInterview(database, { userId, type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'mid', language: 'en', jobDescription: null, questions: plan.questions });
  await startInterview(database, id, Date.now());
  for (const turn of turns) await saveTurn(database, { ...turn, interviewId: id });
  await events.publish(id, { type: 'notice', at: 1, level: 'info', text: 'Your speech is turned into text by Deepgram.' });
  await events.publish(id, { type: 'notice', at: 9, level: 'warning', text: 'Hearing: Deepgram nova-3 failed; another is used instead.' });
  await events.publish(id, { type: 'notice', at: 12, level: 'warning', text: interviewerLost });
  await events.publish(id, { type: 'report:progress', at: 30, step: 'Measuring the answers', percent: 50 });
  return id;
}

async function report(interviewId: string) {
  const providers = { ...settings.providers, gemini: undefined, openai: undefined, huggingface: { token: 'hf_key', baseUrl: server.url, toneModel } };
  const { makeReport } = reportActivities({ database, events, providers, log: pino({ level: 'silent' }) } as Context);
  await new MockActivityEnvironment().run(makeReport, { interviewId, createdAt: '2026-01-05T09:00:00.000Z', notices: ['One piece of the recording is missing.'] });
  const tones = (await listTurns(database, interviewId)).flatMap(({ measures }) => measures?.tone?.label ?? []);
  return { report: await findReport(database, interviewId), tones };
}

test('the model’s tone is kept with each answer, and the report says who read it; run again, all is the same', async () => {
  server.play({ kind: 'works' });
  const id = await interviewed();
  const first = await report(id);
  expect(first.tones).toEqual(['positive', 'negative']);
  expect(first.report).toMatchObject({ toneJudge: { kind: 'model', name: toneModel } });
  expect(await report(id)).toEqual(first);
});

test('when the model fails the lexicon reads all of it, and the report says so', async () => {
  server.play({ kind: 'works' }, { kind: 'status', status: 401 });
  const { report: made } = await report(await interviewed());
  expect(made?.toneJudge).toMatchObject({ kind: 'rules', name: expect.stringContaining('lexicon') as string });
  expect(made?.notices.slice(2)).toEqual([expect.stringMatching(/^Tone: cardiffnlp.* failed \(Hugging Face answered 401.*\); VADER lexicon \(on this machine\) is used instead\.$/)]);
});

test('what the people in the room were warned of while the interview ran stands in the report, apart from what it says in its own words', async () => {
  server.play({ kind: 'works' });
  const { report: made } = await report(await interviewed());
  expect(made?.notices).toEqual(['One piece of the recording is missing.', 'Hearing: Deepgram nova-3 failed; another is used instead.']);
});
