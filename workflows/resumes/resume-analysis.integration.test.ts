import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { queries, ResumeAnalysis, ResumeAnalysisResult, taskQueues, workflowIds, workflowNames, type ResumeAnalysisProgress } from '@greenroom/contracts';
import { changeResume, connectDatabase, createResume, createResumeAnalysis, createUser, deleteResume, findResume, findResumeAnalysis, migrate, type Database } from '@greenroom/database';
import { createTestDatabase } from '@greenroom/database/testing';
import { resumeText } from '@greenroom/resumes/for-tests/resume-text';
import { loadSettings, type Settings } from '@greenroom/settings';
import { ApplicationFailure } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openaiChat, openaiEmbeddingServer, startProviderServer, type Protocol, type ProviderServer } from '../../tests/provider-servers/index.ts';
import { createLog } from '../log.ts';
import { createResumeActivities, type ResumeActivities } from './index.ts';

const settings = loadSettings(inject('env'));
const none = { ...settings.providers, gemini: undefined, openai: undefined };
/** One address speaks both, as OpenAI's does. */
const partOf = ({ path }: { path: string }): Protocol => (path.endsWith('/embeddings') ? openaiEmbeddingServer : openaiChat);
const openai: Protocol = { ...openaiChat, check: (request) => partOf(request).check(request), reply: (text, request) => partOf(request).reply(text, request) };

let native: NativeConnection;
let connection: Connection;
let workflowBundle: WorkflowBundleWithSourceMap;
let made: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database;
let server: ProviderServer;
let userId: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  [connection, native, made, server] = await Promise.all([Connection.connect({ address: settings.temporal.address }), NativeConnection.connect({ address: settings.temporal.address }), createTestDatabase(settings.database.url), startProviderServer(openai)]);
  db = connectDatabase({ url: made.url });
  await migrate(db);
  workflowBundle = await bundleWorkflowCode({ logger: new DefaultLogger('ERROR'), workflowsPath: fileURLToPath(new URL('../definitions/index.ts', import.meta.url)) });
  userId = (await createUser(db, { email: `${randomUUID()}@example.com`, passwordHash: 'none', fullName: 'Dana Reyes', role: 'candidate' })).id;
});
afterAll(async () => {
  await Promise.all([db.close(), server[Symbol.asyncDispose](), native.close(), connection.close()]);
  await made.drop();
});

const withOpenai = (): Settings['providers'] => ({ ...none, openai: { apiKey: 'key', baseUrl: `${server.url}/v1`, model: 'gpt-4.1-mini', embeddingModel: 'text-embedding-3-small' } });

const jobDescription = ['What you bring', '- Moving services to Kubernetes and cutting the cost of hosting', '- Writing search services in TypeScript', 'Nice to have', '- Baking sourdough bread with Rust'].join('\n');

async function order(change: { jobDescription?: string | null; text?: string } = {}): Promise<{ resumeId: string; analysisId: string }> {
  const id = randomUUID();
  await createResume(db, { id, userId, fileKey: `resumes/${userId}/${id}`, fileName: 'resume.pdf', format: 'pdf', sizeBytes: 10, pages: 1, targetRole: null, text: change.text ?? resumeText, readability: [{ kind: 'columns', severity: 'warning', text: 'Two columns.', page: 1, quote: null }] }, 100);
  const analysis = await createResumeAnalysis(db, userId, { resumeId: id, jobDescription: change.jobDescription === undefined ? jobDescription : change.jobDescription, targetRole: undefined });
  return { resumeId: id, analysisId: analysis?.id as string };
}

interface Outcome { outcome: string; progress: ResumeAnalysisProgress; analysis: ResumeAnalysis | undefined; history: string }

/** All that activities and the workflow were given and gave back. */
function payloadsOf(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(payloadsOf).join('\n');
}

/** Runs the workflow with a real worker in a queue of its own. */
async function analyse(analysisId: string, providers: Settings['providers'], change: (activities: ResumeActivities) => Partial<ResumeActivities> = () => ({})): Promise<Outcome> {
  const activities = createResumeActivities({ database: db, providers, log: createLog('silent') });
  const taskQueue = `${taskQueues.interviews}-${randomUUID()}`;
  const worker = await Worker.create({ connection: native, namespace: settings.temporal.namespace, taskQueue, workflowBundle, activities: { ...activities, ...change(activities) } });
  const client = new Client({ connection, namespace: settings.temporal.namespace });
  const running = worker.run();
  try {
    const handle = await client.workflow.start(workflowNames.resumeAnalysis, { taskQueue, workflowId: workflowIds.resumeAnalysis(analysisId), args: [{ analysisId }] });
    const outcome = (await handle.result()) as string;
    const progress = await handle.query<ResumeAnalysisProgress>(queries.progress);
    const history = await handle.fetchHistory();
    await Worker.runReplayHistory({ workflowBundle }, history);
    return { outcome, progress, analysis: await findResumeAnalysis(db, userId, analysisId), history: payloadsOf(history.events) };
  } finally {
    worker.shutdown();
    await running;
  }
}

test('without a provider the rules judge and words are compared, and the result says so', async () => {
  const { resumeId, analysisId } = await order();
  const { outcome, progress, analysis, history } = await analyse(analysisId, none);
  expect([outcome, progress]).toEqual(['completed', { step: 'The analysis is ready', percent: 100 }]);
  const result = ResumeAnalysisResult.parse(ResumeAnalysis.parse(analysis).result);
  expect(analysis).toMatchObject({ status: 'completed', percent: 100, current: true, failure: null });
  expect(result).toMatchObject({ judges: [{ kind: 'rules' }], notices: [], readability: [{ kind: 'columns' }], meaning: { method: 'full_text', model: null } });
  expect(result.meaning?.requirements.map(({ passage }) => passage?.quote)).toEqual([
    'Led the move of 40 services to k8s and cut the cost of hosting by 30%.', 'Wrote the search service in TypeScript; its median answer fell from 900 ms to 120 ms.', undefined,
  ]);
  expect((await findResume(db, userId, resumeId))?.matchScore).toBe(result.match?.score);
  // What passes through Temporal can be seen by operators and is kept there.
  expect(history).toContain(analysisId);
  expect(history).not.toMatch(/Northwind|sourdough|Kubernetes/);
});

test('with a provider its vectors are compared and its remarks are added, each with a quote that is there', async () => {
  const { resumeId, analysisId } = await order();
  const remark = { kind: 'suggestion', topic: 'numbers' } as const;
  server.play({ kind: 'object', value: {} }, {
    kind: 'object', value: { remarks: [
      { ...remark, text: 'Say how many teams the rota served.', quote: 'Responsible for  the on-call rota' },
      { ...remark, text: 'This rests on nothing.', quote: 'Led a team of 400 people' },
      { ...remark, text: 'Great résumé.', quote: 'Built a payments pipeline' },
      { ...remark, text: 'Write “Led a team of 400 people” instead.', quote: 'Built a payments pipeline' },
    ] },
  });
  const { outcome, analysis } = await analyse(analysisId, withOpenai());
  expect(outcome).toBe('completed');
  const result = analysis?.result;
  expect(result?.meaning).toMatchObject({ method: 'embeddings', model: 'text-embedding-3-small' });
  expect(result?.meaning?.requirements[0]?.passage?.quote).toMatch(/^Led the move of 40 services/);
  expect(result?.meaning?.requirements.every(({ nearness }) => nearness >= 0 && nearness <= 1)).toBe(true);
  expect(result?.claims.filter(({ judge }) => judge.kind === 'model')).toEqual([
    { ...remark, text: 'Say how many teams the rota served.', evidence: [expect.objectContaining({ quote: 'Responsible for the on-call rota' })], judge: { kind: 'model', name: 'gpt-4.1-mini', version: '1' } },
  ]);
  expect(result?.judges.map(({ kind }) => kind)).toEqual(['rules', 'model']);
  const row = await db.selectFrom('resumes').select(['embeddingModel', 'embedding']).where('id', '=', resumeId).executeTakeFirst();
  expect([row?.embeddingModel, row?.embedding?.startsWith('[')]).toEqual(['text-embedding-3-small', true]);
  // Neither gets what is for the employer only.
  expect(JSON.stringify(server.requests.map(({ body }) => body))).not.toMatch(/dana@example\.com|415 555|github\.com\/dana/);
});

test('a provider that fails is left out, visibly', async () => {
  const { analysisId } = await order();
  server.play({ kind: 'status', status: 400, message: 'no such model' });
  const { outcome, analysis } = await analyse(analysisId, withOpenai());
  expect(outcome).toBe('completed');
  expect(analysis?.result).toMatchObject({ meaning: { method: 'full_text', model: null }, judges: [{ kind: 'rules' }] });
  expect(analysis?.result?.notices).toEqual([expect.stringMatching(/text-embedding-3-small does not answer .*words were compared/), expect.stringMatching(/gpt-4\.1-mini gave no remarks/)]);
});

test('without a job description nothing is compared, and nobody is asked to', async () => {
  const { analysisId } = await order({ jobDescription: null });
  const { analysis } = await analyse(analysisId, none);
  expect(analysis?.result).toMatchObject({ match: null, meaning: null });
});

test('a step that fails for a while is tried again, and the same analysis comes out', async () => {
  const { analysisId } = await order();
  let failures = 2;
  const { outcome, analysis } = await analyse(analysisId, none, (own) => ({
    async compareResumeByMeaning(input) {
      const done = await own.compareResumeByMeaning(input);
      if ((failures -= 1) >= 0) throw new Error('the connection broke after it was done');
      return done;
    },
  }));
  expect([outcome, analysis?.result?.meaning?.requirements.length]).toEqual(['completed', 3]);
});

test('a résumé that is deleted meanwhile ends its analysis', async () => {
  const { resumeId, analysisId } = await order();
  const { outcome, analysis } = await analyse(analysisId, none, (own) => ({
    async judgeResumeByRules(input) {
      await deleteResume(db, userId, resumeId);
      return own.judgeResumeByRules(input);
    },
  }));
  expect([outcome, analysis]).toEqual(['gone', undefined]);
});

test('what is analysed is the text of the order; when it is corrected later, the analysis says that it is not current', async () => {
  const { resumeId, analysisId } = await order();
  await changeResume(db, userId, resumeId, { text: 'Dana Reyes\nSkills\nHaskell' });
  const { analysis } = await analyse(analysisId, none);
  expect(analysis?.current).toBe(false);
  expect(analysis?.result?.skills.map(({ name }) => name)).toContain('Kubernetes');
});

test('an analysis that cannot be made says so and what to do', async () => {
  const { analysisId } = await order();
  const { outcome, analysis } = await analyse(analysisId, none, () => ({
    async completeResume() {
      throw ApplicationFailure.nonRetryable('the disk is full');
    },
  }));
  expect(outcome).toBe('failed');
  expect(analysis).toMatchObject({ status: 'failed', result: null, failure: expect.stringContaining('ask for another analysis') as string });
});
