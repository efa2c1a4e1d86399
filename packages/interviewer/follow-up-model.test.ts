/** Follow-ups by a model, as a conversation asks for them: again and again on half an answer, called off, and then in earnest. */
import type { Plan, Question } from '@greenroom/contracts';
import { firstWorking, geminiModel, openaiModel } from '@greenroom/providers/language/index';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { geminiGenerate, openaiChat, startProviderServer, type ProviderServer } from '../../tests/provider-servers/index.ts';
import { followUpsByModel } from './follow-up-model.ts';
import type { FollowUpContext, FollowUpSource } from './follow-ups.ts';

const question: Question = { id: 'q1', text: 'Tell me about a mistake you made at work.', competency: 'ownership', expectedPoints: [], probes: [], timeBudgetSeconds: 120 };
const plan: Plan = { interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana', type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off', questions: [question] };
const after = (answer: string, changes: Partial<FollowUpContext> = {}): FollowUpContext => ({ plan, question, exchanges: [{ asked: question.text, answer }], followUps: 0, secondsLeft: 90, ...changes });
const idea = { decision: 'follow_up', question: 'Who noticed it first?' };
const byRules: FollowUpSource = { propose: () => Promise.resolve('What did you do?') };

let gemini: ProviderServer;
let openai: ProviderServer;
let notices: string[];
let source: FollowUpSource;

beforeAll(async () => {
  [gemini, openai] = await Promise.all([startProviderServer(geminiGenerate), startProviderServer(openaiChat)]);
});
afterAll(() => Promise.all([gemini[Symbol.asyncDispose](), openai[Symbol.asyncDispose]()]));

beforeEach(() => {
  notices = [];
  const told = (notice: string): void => void notices.push(notice);
  openai.play({ kind: 'object', value: { decision: 'follow_up', question: 'Asked by the second?' } });
  const model = firstWorking(
    [geminiModel({ apiKey: 'key', baseUrl: gemini.url, model: 'gemini-2.5-flash' }), openaiModel({ apiKey: 'key', baseUrl: `${openai.url}/v1`, model: 'gpt-4.1-mini' })],
    { onFallback: told },
  );
  source = followUpsByModel(model, byRules, told);
});

test('the same words asked for twice at once, and once more afterwards, are one request', async () => {
  gemini.play({ kind: 'slow', ms: 150, value: idea });
  const half = source.propose(after('I deleted a table'), undefined, { speculative: true });
  const whole = source.propose(after('I deleted a table.'));
  expect(await Promise.all([half, whole])).toEqual([idea.question, idea.question]);
  expect(await source.propose(after('I deleted a table.'))).toBe(idea.question);
  expect(gemini.requests).toHaveLength(1);
});

test('other words, another question or another follow-up are another request', async () => {
  gemini.play({ kind: 'object', value: idea });
  await source.propose(after('I deleted a table.'));
  await source.propose(after('I deleted a table on a Friday.'));
  await source.propose(after('I deleted a table.', { followUps: 1 }));
  await source.propose(after('I deleted a table.', { question: { ...question, id: 'q2' } }));
  expect(gemini.requests).toHaveLength(4);
});

test('a proposal that is called off is silent: nobody is told, and the model does not rest', async () => {
  gemini.play({ kind: 'slow', ms: 5_000, value: idea }, { kind: 'object', value: idea });
  const caller = new AbortController();
  const proposal = source.propose(after('I deleted'), caller.signal, { speculative: true });
  await expect.poll(() => gemini.requests.length).toBe(1);
  caller.abort(new Error('the candidate went on'));
  await expect(proposal).rejects.toThrow('the candidate went on');
  await expect.poll(() => gemini.abandoned).toBe(1);
  expect(await source.propose(after('I deleted a table.'))).toBe(idea.question);
  expect(openai.requests).toHaveLength(0);
  expect(notices).toEqual([]);
});

test('who joins a request keeps it when the one who began it gives up', async () => {
  gemini.play({ kind: 'slow', ms: 200, value: idea });
  const first = new AbortController();
  const begun = source.propose(after('I deleted a table.'), first.signal, { speculative: true });
  const joined = source.propose(after('I deleted a table.'));
  first.abort(new Error('not any more'));
  await expect(begun).rejects.toThrow('not any more');
  expect(await joined).toBe(idea.question);
  expect(gemini.requests).toHaveLength(1);
});

test('a request that was called off is made again when the same words are asked for once more', async () => {
  gemini.play({ kind: 'slow', ms: 5_000, value: idea }, { kind: 'object', value: idea });
  const caller = new AbortController();
  const proposal = source.propose(after('I deleted a table.'), caller.signal);
  await expect.poll(() => gemini.requests.length).toBe(1);
  caller.abort(new Error('gone'));
  await expect(proposal).rejects.toThrow('gone');
  expect(await source.propose(after('I deleted a table.'))).toBe(idea.question);
});

test('a caller who has given up already asks for nothing', async () => {
  gemini.play({ kind: 'object', value: idea });
  await expect(source.propose(after('I deleted a table.'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(gemini.requests).toHaveLength(0);
});

test('a question that is not usable is told when it counts, not when it was only tried', async () => {
  gemini.play({ kind: 'object', value: { decision: 'follow_up', question: 'Great answer, what else?' } });
  expect(await source.propose(after('I deleted a table.'), undefined, { speculative: true })).toBe('What did you do?');
  expect(notices).toEqual([]);
  expect(await source.propose(after('I deleted a table.'))).toBe('What did you do?');
  expect(notices).toEqual(['The follow-up from gemini-2.5-flash was not usable; the local rules asked instead.']);
  expect(gemini.requests).toHaveLength(1);
});

test('a model that is late is given company, and the sooner question is asked', async () => {
  gemini.play({ kind: 'slow', ms: 5_000, value: idea });
  const startedAt = performance.now();
  expect(await source.propose(after('I deleted a table.'))).toBe('Asked by the second?');
  expect(performance.now() - startedAt).toBeLessThan(2_500);
  expect(notices).toEqual([]);
});
