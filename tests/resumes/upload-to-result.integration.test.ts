/** A résumé's whole way, as a client sees it: uploaded, corrected, analysed, read. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ResumeAnalysis, ResumeWithText, taskQueues, workflowIds } from '@greenroom/contracts';
import { twoColumnPdf } from '@greenroom/resumes/for-tests/make-pdf';
import { startTestApi, type TestApi } from '../../api/testing.ts';
import { createResumeActivities } from '../../workflows/index.ts';
import { newNamespace, untilKnown } from '../../workflows/testing.ts';

const namespace = `test-${randomUUID()}`;
let api: TestApi;
let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  api = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, temporal: { ...settings.temporal, namespace }, providers: { ...settings.providers, gemini: undefined, openai: undefined } }) });
  const { address } = api.settings.temporal;
  connection = await Connection.connect({ address });
  native = await NativeConnection.connect({ address });
  await newNamespace(connection, namespace);
  const workflowBundle = await bundleWorkflowCode({ logger: new DefaultLogger('ERROR'), workflowsPath: fileURLToPath(new URL('../../workflows/definitions/index.ts', import.meta.url)) });
  const activities = createResumeActivities({ database: api.context.database, providers: api.settings.providers, log: api.context.log });
  worker = await untilKnown(() => Worker.create({ connection: native, namespace, taskQueue: taskQueues.interviews, workflowBundle, activities }));
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await native.close();
  await connection.close();
  await api.context.files.remove('resumes/');
  await api.stop();
});

test('a résumé in two columns is uploaded, corrected, matched with a job description, and its result names every place', async () => {
  const { token } = await api.signUp();
  const form = new FormData();
  form.set('targetRole', 'Platform engineer');
  form.set('file', new Blob([new Uint8Array(await twoColumnPdf())]), 'Dana Reyes.pdf');
  const response = await fetch(`${api.url}/resume/upload`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form });
  const resume = ResumeWithText.parse(await response.json());
  expect(resume.readability.map(({ kind }) => kind)).toEqual(['columns']);

  const corrected = resume.text.replace('Amazon Web Services', 'AWS\nGo');
  await api.call('PATCH', `/resume/${resume.id}`, { token, body: { text: corrected } });
  const jobDescription = 'What you bring:\n- You have moved services to Kubernetes\n- Amazon Web Services, Golang\nNice to have:\n- Rust';
  const begun = await api.call('POST', '/resume/analyze', { token, body: { resumeId: resume.id, jobDescription } });
  expect(begun.status).toBe(202);
  const { id } = ResumeAnalysis.parse(begun.body);
  expect(begun.headers.get('location')).toBe(`/api/v1/resume/analysis/${id}`);

  let analysis = ResumeAnalysis.parse(begun.body);
  const percents = [0];
  for (const until = Date.now() + 30_000; analysis.status !== 'completed' && Date.now() < until; await pause(100)) {
    analysis = ResumeAnalysis.parse((await api.call('GET', `/resume/analysis/${id}`, { token })).body);
    percents.push(analysis.percent);
  }
  expect(analysis).toMatchObject({ status: 'completed', percent: 100, current: true });
  expect(percents).toEqual([...percents].sort((a, b) => a - b));

  const { match, skills, contact, meaning, claims } = analysis.result ?? expect.fail('no result');
  expect(contact).toEqual({ email: true, phone: true, link: false });
  expect(skills.map(({ name }) => name)).toEqual(expect.arrayContaining(['Kubernetes', 'AWS', 'Go', 'PostgreSQL']));
  expect(match?.keywords.map(({ keyword, importance, found }) => [keyword, importance, found])).toEqual([
    ['Kubernetes', 'required', 'exact'], ['Amazon Web Services', 'required', 'alias'], ['Golang', 'required', 'alias'], ['Rust', 'nice_to_have', null],
  ]);
  expect(match?.score).toBe(Math.round((100 * 6) / 7));
  expect(meaning?.method).toBe('full_text');
  for (const { start, end, quote } of [...claims.flatMap(({ evidence }) => evidence), ...skills.map(({ evidence }) => evidence)]) expect(corrected.slice(start, end)).toBe(quote);
  expect((await api.call('GET', `/resume/${resume.id}`, { token })).body).toMatchObject({ matchScore: match?.score, confirmed: true });

  const { workflowId, status } = await new Client({ connection, namespace }).workflow.getHandle(workflowIds.resumeAnalysis(id)).describe();
  expect([workflowId, status.name]).toEqual([`resume-analysis-${id}`, 'COMPLETED']);
});
