import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { interviewTypes, type BankQuestion, type GeneratedQuestions, type Interview } from '@greenroom/contracts';
import { createResume, saveReport, setInterviewStatus, startInterview } from '@greenroom/database';
import { exampleQuestion, exampleReport, exampleScore } from '@greenroom/database/example-rows';
import { openaiChat, startProviderServer, type ProviderServer } from '../../../tests/provider-servers/index.ts';
import { bank } from '../../questions/bank.ts';
import { asksTheSame } from '../../questions/likeness.ts';
import { startTestApi, type TestApi } from '../../testing.ts';

let api: TestApi;
let withModel: TestApi;
let model: ProviderServer;
beforeAll(async () => {
  api = await startTestApi(inject('env'));
  model = await startProviderServer(openaiChat);
  withModel = await startTestApi(inject('env'), { settings: (settings) => ({ ...settings, providers: { ...settings.providers, openai: { apiKey: 'key', model: 'gpt-4.1-mini', embeddingModel: 'none', baseUrl: `${model.url}/v1` } } }) });
});
afterAll(async () => {
  await Promise.all([api.stop(), withModel.stop()]);
  await model[Symbol.asyncDispose]();
});

interface Page { items: BankQuestion[]; nextCursor: string | null; total: number; competencies: string[] }
const bankPage = async (token: string, path: string): Promise<Page> => (await api.call('GET', `/questions/by-type/${path}`, { token })).body as Page;
const generated = async (of: TestApi, token: string, body: object): Promise<GeneratedQuestions> => {
  const reply = await of.call('POST', '/questions/generate', { token, body });
  if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
  return reply.body as GeneratedQuestions;
};
const job = { type: 'behavioral', role: 'Engineer', level: 'mid' } as const;

describe('the bank', () => {
  test.each(interviewTypes)('gives all %s questions page by page, none twice', async (type) => {
    const { token } = await api.signUp();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await bankPage(token, `${type}?limit=30${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(page.total).toBe(bank[type].length);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(bank[type].map(({ id }) => id));
    expect(seen.length).toBeGreaterThanOrEqual(40);
  });

  test('is filtered by level, competency, area and words in any form', async () => {
    const { token } = await api.signUp();
    const junior = await bankPage(token, 'technical?level=junior&limit=100');
    expect(junior.items.length).toBeGreaterThanOrEqual(15);
    expect(junior.items.every(({ levels }) => levels.includes('junior'))).toBe(true);
    expect((await bankPage(token, 'behavioral?competency=Ownership')).items.every(({ competency }) => competency === 'ownership')).toBe(true);
    expect((await bankPage(token, 'technical?area=mobile')).items.length).toBeGreaterThanOrEqual(5);
    const found = await bankPage(token, 'technical?q=caching%20databases');
    expect(found.items.map(({ text }) => text)).toContain('How does a cache help, and what problems does it bring?');
    expect((await bankPage(token, 'hr?q=zeppelin')).items).toEqual([]);
  });

  test('refuses a type that does not exist and a cursor that is no place in the list', async () => {
    const { token } = await api.signUp();
    expect((await api.call('GET', '/questions/by-type/riddles', { token })).status).toBe(400);
    expect((await api.call('GET', '/questions/by-type/hr?cursor=nowhere', { token })).problem?.errors?.[0]?.path).toBe('cursor');
    expect((await api.call('GET', '/questions/by-type/hr')).status).toBe(401);
  });
});

/** An interview that was held, with a content score for each competency. */
async function held(token: string, scores: Record<string, number>): Promise<Interview> {
  const { database } = api.context;
  const names = Object.keys(scores);
  const interview = await api.plan(token, { questions: names.map((competency, index) => ({ ...exampleQuestion(`q${index + 1}`), competency })) });
  await startInterview(database, interview.id, Date.now());
  const report = exampleReport(interview.id);
  await saveReport(database, { ...report, questions: names.flatMap((competency, index) => report.questions.map((question) => ({ ...question, questionId: `q${index + 1}`, competency, content: exampleScore(scores[competency] ?? null) }))) });
  await setInterviewStatus(database, interview.id, ['in_progress'], 'finishing');
  await setInterviewStatus(database, interview.id, ['finishing'], 'completed', { completedAt: new Date() });
  return interview;
}

describe('questions for one person, without a language model', () => {
  test('come from the bank, which the reply says, by GET and by POST alike', async () => {
    const { token } = await api.signUp();
    const { status, body } = await api.call('GET', '/questions/generate?type=technical&role=iOS%20developer&level=junior&count=5', { token });
    expect(status).toBe(200);
    const reply = body as GeneratedQuestions;
    expect(reply.questions.map(({ id }) => id)).toEqual(['q1', 'q2', 'q3', 'q4', 'q5']);
    expect(reply.source).toEqual({ kind: 'bank', name: 'built-in bank', reason: null });
    expect(reply.basis).toEqual({ weakCompetencies: [], recentlyAsked: 0, jobDescription: false, resume: false });
    expect((await generated(api, token, { ...job, count: 10 })).questions).toHaveLength(10);
  });

  test('say so when the bank knows nothing of the field', async () => {
    const { token } = await api.signUp();
    const nurse = await generated(api, token, { ...job, type: 'technical', role: 'Nurse' });
    expect(nurse.source.reason).toContain('about software');
    expect((await generated(api, token, { ...job, role: 'Nurse' })).source.reason).toBeNull();
  });

  test('begin with what was weak last time', async () => {
    const { token } = await api.signUp();
    await held(token, { teamwork: 80, ownership: 20, initiative: 45 });
    const { questions, basis } = await generated(api, token, job);
    expect(basis.weakCompetencies).toEqual(['ownership', 'initiative']);
    expect(questions[0]?.competency).toBe('ownership');
    // What was weak in behavioural interviews says nothing about the others.
    expect((await generated(api, token, { ...job, type: 'hr' })).basis.weakCompetencies).toEqual([]);
  });

  test('do not repeat what the last interviews asked, and planned interviews that were never held count for nothing', async () => {
    const { token } = await api.signUp();
    const asked: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { questions } = (await api.call('POST', '/interviews', { token, body: job })).body as Interview;
      const interview = await api.plan(token, { questions });
      await startInterview(api.context.database, interview.id, Date.now());
      expect(questions.filter(({ text }) => asksTheSame(asked)(text))).toEqual([]);
      asked.push(...questions.map(({ text }) => text));
    }
    expect((await generated(api, token, job)).basis.recentlyAsked).toBe(20);
  });

  test('follow one’s own résumé, and nobody else’s', async () => {
    const { id, token } = await api.signUp();
    const resume = await createResume(api.context.database, { id: randomUUID(), userId: id, fileKey: 'resumes/x', fileName: 'x.pdf', format: 'pdf', sizeBytes: 100, pages: 1, targetRole: null, text: 'Swift, SwiftUI and UIKit: iOS apps since 2019. Android with Kotlin.', readability: [] }, 5);
    const reply = await generated(api, token, { type: 'technical', role: 'Engineer', level: 'senior', count: 4, resumeId: resume?.id });
    expect(reply.basis.resume).toBe(true);
    const areas = reply.questions.map(({ text }) => bank.technical.find((question) => question.text === text)?.area);
    expect(areas).toContain('mobile');
    const other = await api.signUp();
    const { problem } = await api.call('POST', '/questions/generate', { token: other.token, body: { ...job, resumeId: resume?.id } });
    expect(problem).toMatchObject({ status: 400, errors: [{ path: 'resumeId' }] });
  });

  test.each([
    ['count=11', 'count'], ['count=0', 'count'], ['count=two', 'count'], ['level=boss', 'level'], ['role=', 'role'], ['type=riddle', 'type'], ['resumeId=1', 'resumeId'],
  ])('%s is refused with the name of the field', async (wrong, path) => {
    const { token } = await api.signUp();
    const query = new URLSearchParams({ type: 'hr', role: 'Nurse', level: 'mid' });
    for (const [name, value] of new URLSearchParams(wrong)) query.set(name, value);
    const { problem } = await api.call('GET', `/questions/generate?${query.toString()}`, { token });
    expect(problem?.errors?.map((error) => error.path)).toEqual([path]);
  });
});

describe('questions for one person, by a language model', () => {
  const written = (text: string) => ({ text, competency: 'ownership', expectedPoints: ['telling the customer', 'a new plan', 'the result'], probes: ['What else?', 'And then?'], timeBudgetSeconds: 120 });
  const good = ['How did you take over a project that was late?', 'When did you last change a plan for a customer?', 'What did you do when a supplier failed you?', 'Which promise to a colleague was hard to keep?'];

  test('are the model’s when they can be asked', async () => {
    const { token } = await withModel.signUp();
    model.play({ kind: 'object', value: { questions: good.map(written) } });
    const reply = await generated(withModel, token, { ...job, jobDescription: 'We build ledgers.' });
    expect(reply.questions.map(({ text }) => text)).toEqual(good);
    expect(reply.source).toEqual({ kind: 'model', name: 'gpt-4.1-mini', reason: null });
    expect(JSON.stringify(model.requests[0]?.body)).toContain('We build ledgers.');
  });

  test('are filled up from the bank when too few are usable, and the reply says so', async () => {
    const { token } = await withModel.signUp();
    model.play({ kind: 'object', value: { questions: [written(good[0] as string), written('Are you married?')] } });
    const reply = await generated(withModel, token, job);
    expect(reply.questions).toHaveLength(4);
    expect(reply.questions[0]?.text).toBe(good[0]);
    expect(reply.questions.slice(1).every(({ text }) => bank.behavioral.some((question) => question.text === text))).toBe(true);
    expect(reply.source).toMatchObject({ kind: 'model', reason: expect.stringContaining('3 of 4 come from the built-in bank') as string });
  });

  test.each([
    ['garbage', { kind: 'text', text: '{"questions": [{"text":' }, 'gave no usable answer'],
    ['a page instead of a reply', { kind: 'page' }, 'gave no usable answer'],
    ['a dropped connection', { kind: 'drop' }, 'gave no usable answer'],
    ['a spent limit', { kind: 'status', status: 429 }, 'takes no more requests'],
    ['a wrong key', { kind: 'status', status: 401 }, 'did not accept our key'],
    ['a refusal', { kind: 'refusal' }, 'gave no usable answer'],
    ['an outage', { kind: 'status', status: 503 }, 'gave no usable answer'],
    ['silence', { kind: 'slow', ms: 60_000, value: {} }, 'did not answer in time'],
    ['nothing that can be asked', { kind: 'object', value: { questions: [written('Are you married?')] } }, 'wrote no question that can be asked'],
  ] as const)('after %s they come from the bank, and the reply says why', async (_, behaviour, why) => {
    const { token } = await withModel.signUp();
    model.play(behaviour);
    const { questions, source } = await generated(withModel, token, job);
    expect(questions).toHaveLength(4);
    expect(source).toMatchObject({ kind: 'bank', name: 'built-in bank' });
    expect(source.reason).toContain(`gpt-4.1-mini ${why}`);
  });

  test('are what an interview without questions of its own gets', async () => {
    const { token } = await withModel.signUp();
    model.play({ kind: 'object', value: { questions: good.map(written) } });
    const { body } = await withModel.call('POST', '/interviews', { token, body: job });
    expect(body).toMatchObject({ questions: good.map((text) => ({ text })), questionSource: { kind: 'model', name: 'gpt-4.1-mini' } });
    model.play({ kind: 'status', status: 401 });
    const fallback = await withModel.call('POST', '/interviews', { token, body: job });
    expect(fallback.body).toMatchObject({ questionSource: { kind: 'bank', reason: expect.stringContaining('did not accept our key') as string } });
    const own = await withModel.call('POST', '/interviews', { token, body: { ...job, questions: [exampleQuestion('q1')] } });
    expect(own.body).toMatchObject({ questionSource: null });
  });
});
