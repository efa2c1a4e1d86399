import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Recording, Report, Turn, type Interview } from '@greenroom/contracts';
import { loadSettings } from '@greenroom/settings';
import { exampleLooks, exampleMeasures, exampleQuestion, exampleReport, exampleScore, exampleTurn } from './example-rows.ts';
import {
  addNote, connectDatabase, createInterview, createUser, EmailTakenError, findInterview, findRecording, findReport, findUserByEmail, findUserById,
  findPeaks, InterviewNotFoundError, InterviewNotStartedError, isDatabaseUnavailable, listNotes, listTurns, markRecordingExpired, migrate, readPlan, savePeaks, saveReport, saveTurn,
  setInterviewStatus, startInterview, upsertRecording, type Database,
} from './index.ts';
import { createTestDatabase, openTestDatabase } from './testing.ts';

const admin = loadSettings(inject('env')).database.url;
let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase(admin);
  ({ db } = opened);
});
afterAll(() => opened.close());

const newUser = () => createUser(db, { email: `${randomUUID()}@example.com`, passwordHash: 'x', fullName: 'Dana Reyes', role: 'candidate' });
async function newInterview(questions = [exampleQuestion('q1'), exampleQuestion('q2')]): Promise<Interview> {
  const user = await newUser();
  return createInterview(db, { userId: user.id, type: 'behavioral', role: 'Engineer', level: 'senior', language: 'en', jobDescription: null, questions });
}
async function runningInterview(): Promise<Interview> {
  const interview = await newInterview();
  await startInterview(db, interview.id, Date.now());
  return interview;
}

test('several processes that start together migrate once, and starting again changes nothing', async () => {
  const own = await createTestDatabase(admin);
  const processes = [1, 2, 3, 4].map(() => connectDatabase({ url: own.url }));
  const said: string[] = [];
  await Promise.all(processes.map((one) => migrate(one, (line) => said.push(line))));
  for (const one of processes) await migrate(one, (line) => said.push(line));
  expect(said[0]).toBe('Database: 0001-interviews applied.');
  expect(new Set(said).size).toBe(said.length);
  await Promise.all(processes.map((one) => one.close()));
  await own.drop();
});

test('an e-mail address belongs to one account, whatever its letters’ case', async () => {
  const account = { email: `Mixed.${randomUUID()}@Example.com`, passwordHash: 'hash', fullName: 'A', role: 'coach' } as const;
  const user = await createUser(db, account);
  expect(user).toMatchObject({ email: account.email.toLowerCase(), role: 'coach' });
  expect(await findUserByEmail(db, account.email.toUpperCase())).toEqual(user);
  expect(await findUserById(db, user.id)).toEqual(user);
  await expect(createUser(db, { ...account, email: account.email.toUpperCase() })).rejects.toThrow(EmailTakenError);
  expect(await findUserByEmail(db, 'nobody@example.com')).toBeUndefined();
});

test('a plan comes back as it was given, and its questions in order', async () => {
  const questions = ['q3', 'q1', 'q2'].map(exampleQuestion);
  const interview = await newInterview(questions);
  expect(interview).toMatchObject({ status: 'pending', questions, overallScore: null, startedAt: null, completedAt: null });
  expect(await findInterview(db, interview.id)).toEqual(interview);
  expect(await findInterview(db, randomUUID())).toBeUndefined();
});

test('text that Postgres refuses is kept with the same length instead of being lost', async () => {
  const user = await newUser();
  const interview = await createInterview(db, {
    userId: user.id, type: 'hr', role: 'a\u0000b', level: 'mid', language: 'en', jobDescription: 'x\ud800y', questions: [{ ...exampleQuestion('q1'), probes: ['n\u0000'] }],
  });
  expect([interview.role, interview.jobDescription, interview.questions[0]?.probes]).toEqual(['a\ufffdb', 'x\ufffdy', ['n\ufffd']]);
});

test('the interviewer’s plan has the candidate’s name and the clock, and there is none before the start', async () => {
  const interview = await newInterview();
  await expect(readPlan(db, interview.id)).rejects.toThrow(InterviewNotStartedError);
  await expect(readPlan(db, randomUUID())).rejects.toThrow(InterviewNotFoundError);
  await startInterview(db, interview.id, 1_700_000_000_123);
  expect(await readPlan(db, interview.id)).toEqual({
    interviewId: interview.id, candidateName: 'Dana Reyes', type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en',
    thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off', questions: interview.questions, clockStartedAt: 1_700_000_000_123,
  });
});

test('two starts at once agree on one clock, and what is over cannot start', async () => {
  const interview = await newInterview();
  const clocks = await Promise.all([1_000, 2_000, 3_000].map((clock) => startInterview(db, interview.id, clock)));
  expect(new Set(clocks).size).toBe(1);
  expect(await setInterviewStatus(db, interview.id, ['in_progress'], 'abandoned')).toBe(true);
  expect(await startInterview(db, interview.id, 4_000)).toBeUndefined();
});

test('a status changes only from where it is expected, and once', async () => {
  const { id } = await runningInterview();
  const completedAt = new Date('2026-01-01T00:00:00.000Z');
  const results = await Promise.all([1, 2, 3].map(() => setInterviewStatus(db, id, ['in_progress'], 'finishing', { endReason: 'finished', duration: 61 })));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect(await setInterviewStatus(db, id, ['in_progress'], 'abandoned')).toBe(false);
  expect(await setInterviewStatus(db, id, ['finishing'], 'completed', { completedAt })).toBe(true);
  expect(await findInterview(db, id)).toMatchObject({ status: 'completed', duration: 61, completedAt: completedAt.toISOString() });
});

test('a turn comes back as it was given, in the order of seq', async () => {
  const { id } = await runningInterview();
  const answer = exampleTurn(id, 1, { endOfTurn: exampleLooks });
  const question = exampleTurn(id, 0, { speaker: 'interviewer', kind: 'question', words: [], marks: [], measures: null, responseDelayMs: null });
  await saveTurn(db, answer);
  await saveTurn(db, question);
  const turns = await listTurns(db, id);
  expect(turns).toEqual([question, answer]);
  expect(Turn.array().parse(turns)).toEqual(turns);
});

test('storing a turn again replaces it, words, marks and measures included, also when it happens at once', async () => {
  const { id } = await runningInterview();
  await saveTurn(db, exampleTurn(id, 0, { endOfTurn: exampleLooks }));
  const shorter = exampleTurn(id, 0, { text: 'Um', words: [{ text: 'Um', start: 1, end: 2, estimated: false }], marks: [], measures: null, interrupted: true });
  await Promise.all([shorter, shorter, shorter].map((turn) => saveTurn(db, turn)));
  expect(await listTurns(db, id)).toEqual([shorter]);
});

test('an answer of twenty thousand words is stored', async () => {
  const { id } = await runningInterview();
  const words = Array.from({ length: 20_000 }, (_, index) => ({ text: 'word', start: index, end: index + 0.5, estimated: true }));
  await saveTurn(db, exampleTurn(id, 0, { words }));
  expect((await listTurns(db, id))[0]?.words).toHaveLength(20_000);
});

test('a turn that cannot be stored leaves nothing of itself', async () => {
  const { id } = await runningInterview();
  const broken = exampleTurn(id, 0, { marks: [{ kind: 'hedge', text: 'x', start: 5, end: 1, wordIndex: 0, scored: true }] });
  await expect(saveTurn(db, broken)).rejects.toThrow();
  expect(await listTurns(db, id)).toEqual([]);
});

test('measures can be counted without reading every turn', async () => {
  const { id } = await runningInterview();
  await saveTurn(db, exampleTurn(id, 0));
  const row = await db.selectFrom('measures').select(['words', 'fillerCount', 'speechRateWpm', 'fluency']).where('interviewId', '=', id).executeTakeFirst();
  expect(row).toEqual({ words: 4, fillerCount: 1, speechRateWpm: exampleMeasures.speechRateWpm, fluency: exampleMeasures.fluency });
});

test('a recording is one row that goes from state to state', async () => {
  const { id } = await runningInterview();
  const recording: Recording = { interviewId: id, status: 'recording', contentType: 'audio/ogg', durationSeconds: null, offsetSeconds: null, sizeBytes: null, segments: 3 };
  await upsertRecording(db, recording);
  await upsertRecording(db, { ...recording, status: 'ready', durationSeconds: 61.5, offsetSeconds: -0.25, sizeBytes: 5_000_000_000, segments: 7 });
  const found = await findRecording(db, id);
  expect(Recording.parse(found)).toEqual({ ...recording, status: 'ready', durationSeconds: 61.5, offsetSeconds: -0.25, sizeBytes: 5_000_000_000, segments: 7 });
});

test('a report is stored whole, and again, with what lists and trends are made of', async () => {
  const { id } = await runningInterview();
  await saveTurn(db, exampleTurn(id, 0, { speaker: 'interviewer', kind: 'question', text: 'Question q1?' }));
  await saveTurn(db, exampleTurn(id, 1));
  await saveTurn(db, exampleTurn(id, 2, { text: 'And it worked.' }));
  await saveReport(db, exampleReport(id, { summary: 'A first version.', scores: { ...exampleReport(id).scores, overall: exampleScore(10) } }));
  await saveReport(db, exampleReport(id));
  expect(await findReport(db, id)).toEqual(Report.parse(exampleReport(id)));
  expect((await findInterview(db, id))?.overallScore).toBe(63);
  const analytics = await db.selectFrom('interviewAnalytics').selectAll().where('interviewId', '=', id).execute();
  expect(analytics).toMatchObject([{ fluencyScore: 71, confidenceScore: 60, clarityScore: null, contentScore: 56, fillerWordCount: 1, emotionData: { session: exampleMeasures.tone } }]);
  const question = await db.selectFrom('interviewQuestions').selectAll().where('interviewId', '=', id).where('questionId', '=', 'q1').executeTakeFirst();
  expect(question).toMatchObject({ score: 56, feedback: 'You said what you did.', answerText: 'Um, we shipped it.\nAnd it worked.' });
});

test('an answer’s place in the recording is stored with the report, and is gone with the recording', async () => {
  const { id } = await runningInterview();
  const url = async () => (await db.selectFrom('interviewQuestions').select('answerAudioUrl').where('interviewId', '=', id).where('questionId', '=', 'q1').executeTakeFirst())?.answerAudioUrl;
  await saveTurn(db, exampleTurn(id, 0, { speaker: 'interviewer', kind: 'question', text: 'Question q1?', startedAt: 1, endedAt: 9 }));
  await saveTurn(db, exampleTurn(id, 1));
  await saveTurn(db, exampleTurn(id, 2, { startedAt: 20, endedAt: 31.25 }));
  await saveReport(db, exampleReport(id), 'key.ogg');
  expect(await url()).toBeNull();
  await upsertRecording(db, { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 60, offsetSeconds: 0.5, sizeBytes: 1, segments: 1 });
  await saveReport(db, exampleReport(id), 'key.ogg');
  expect(await url()).toBe('key.ogg#t=9.625,30.750');
  // The recorder came in the middle of the answer, and after it.
  for (const [offsetSeconds, place] of [[15, 'key.ogg#t=0.000,16.250'], [40, null]] as const) {
    await upsertRecording(db, { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 60, offsetSeconds, sizeBytes: 1, segments: 1 });
    await saveReport(db, exampleReport(id), 'key.ogg');
    expect(await url()).toBe(place);
  }
  await upsertRecording(db, { interviewId: id, status: 'ready', contentType: 'audio/ogg', durationSeconds: 60, offsetSeconds: 0.5, sizeBytes: 1, segments: 1 });
  await saveReport(db, exampleReport(id), 'key.ogg');
  await markRecordingExpired(db, id);
  expect(await url()).toBeNull();
});

test('notes are listed by the moment that they are pinned to', async () => {
  const { id } = await runningInterview();
  const coach = await newUser();
  for (const at of [20.5, 3]) await addNote(db, { interviewId: id, authorId: coach.id, at, text: `at ${at}` });
  expect((await listNotes(db, id, coach.id)).map(({ at, text }) => [at, text])).toEqual([[3, 'at 3'], [20.5, 'at 20.5']]);
});

test('erasing a user erases everything of theirs', async () => {
  const { id, userId } = await runningInterview();
  await saveTurn(db, exampleTurn(id, 0));
  await saveReport(db, exampleReport(id));
  await savePeaks(db, id, { perSecond: 20, candidate: [0, 100], interviewer: [1, 2] });
  expect(await findPeaks(db, id)).toEqual({ perSecond: 20, candidate: [0, 100], interviewer: [1, 2] });
  await db.deleteFrom('users').where('id', '=', userId).execute();
  for (const table of ['interviewQuestions', 'turns', 'words', 'marks', 'measures', 'interviewAnalytics', 'reports', 'recordingPeaks'] as const) {
    expect(await db.selectFrom(table).select(sql`1`.as('one')).where('interviewId', '=', id).execute(), table).toEqual([]);
  }
});

test('an embedding of any length can be stored and compared, and names its model', async () => {
  const { id: userId } = await newUser();
  const resume = { userId, fileUrl: 'resumes/a.pdf', fileName: 'a.pdf', format: 'pdf', sizeBytes: 1, text: '', readability: '[]' } as const;
  await db.insertInto('resumes').values({ ...resume, embedding: '[1,0,0]', embeddingModel: 'test-3' }).execute();
  const near = await sql<{ distance: number }>`select embedding <=> '[0,1,0]' as distance from resumes where user_id = ${userId}`.execute(db);
  expect(near.rows[0]?.distance).toBeCloseTo(1);
  await expect(db.insertInto('resumes').values({ ...resume, embedding: '[1]' }).execute()).rejects.toThrow(/check/);
});

test('connections lost in the middle of a query and between queries are reported, and the next query works', async () => {
  const lost: Error[] = [];
  const own = connectDatabase({ url: opened.url, onConnectionLost: (error) => lost.push(error) });
  const pid = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(own)).rows[0]?.pid;
  const busy = sql`select pg_sleep(5)`.execute(own).catch((caught: unknown) => caught);
  await new Promise((done) => setTimeout(done, 100));
  await sql`select pg_terminate_backend(${pid})`.execute(db);
  expect(isDatabaseUnavailable(await busy)).toBe(true);
  await expect.poll(() => lost.length).toBe(1);
  const next = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(own)).rows[0]?.pid;
  expect(next).not.toBe(pid);
  await sql`select pg_terminate_backend(${next})`.execute(db);
  await expect.poll(() => lost.length).toBe(2);
  await sql`select 1`.execute(own);
  await own.close();
});

test('a database that is away is a reason to try again, a wrong query is not', async () => {
  const away = connectDatabase({ url: 'postgres://nobody@127.0.0.1:9/none' });
  const error = await findInterview(away, randomUUID()).catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(error)).toBe(true);
  await away.close();
  const wrong = await sql`select nonsense`.execute(db).catch((caught: unknown) => caught);
  expect(isDatabaseUnavailable(wrong)).toBe(false);
});
