import type { Plan, Question } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { followUpRules, type FollowUpContext } from './follow-ups.ts';
import { mention } from './mention.ts';

const question: Question = { id: 'q1', text: 'Tell me about a mistake you made at work.', competency: 'ownership', expectedPoints: [], probes: ['What has changed since then?'], timeBudgetSeconds: 120 };
const plan: Plan = { interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana', type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off', questions: [question] };
const after = (answer: string, changes: Partial<FollowUpContext> = {}): FollowUpContext => ({ plan, question, exchanges: [{ asked: question.text, answer }], followUps: 0, secondsLeft: 90, ...changes });

const whole = 'Two years ago I was on call at a small bank and I broke production on a Friday. My task was to bring it back. I rolled back the change and wrote to every shop the same evening. In the end we lost forty minutes, and I added a replay step that has stopped four bad changes.';

test('an answer far too short is asked for more', async () => {
  expect(await followUpRules.propose(after('I once deleted a table.'))).toMatch(/a little more/);
});

test('a story without an ending is asked for its result', async () => {
  const text = await followUpRules.propose(after('Two years ago I was on call at a bank and the payment service stopped on a Friday. My job was to bring it back. I rolled the change back and then I called the support lead.'));
  expect(text).toMatch(/What came out of it/);
});

test('a claim without a number is asked for one', async () => {
  const technical: Plan = { ...plan, type: 'technical' };
  const text = await followUpRules.propose(after('We moved the search to a new index and we improved the response time of every page in the shop. The team liked it very much and so did the customers who use it daily at work.', { plan: technical }));
  expect(text).toMatch(/By how much/);
});

test('a whole answer gets the probe, tied to something that was said', async () => {
  const text = await followUpRules.propose(after(whole));
  expect(text).toMatch(/^You said that you .*What has changed since then\?$/);
});

test('the same follow-up is never asked twice', async () => {
  const text = await followUpRules.propose(after(whole, { followUps: 1, exchanges: [{ asked: question.text, answer: whole }, { asked: 'What has changed since then?', answer: whole }] }));
  expect(text).toBeUndefined();
});

test('nothing more is asked when the time is nearly used', async () => {
  expect(await followUpRules.propose(after('I once deleted a table.', { secondsLeft: 10 }))).toBeUndefined();
});

test.each([
  ['We rebuilt the ledger last year, which cut errors by eighty percent.', 'you rebuilt the ledger last year'],
  ['I called the support lead, and it was fine.', 'you called the support lead'],
  ['I changed it. We shipped that.', undefined],
  ['It was awful.', undefined],
])('mention(%s) gives %s', (answer, expected) => {
  expect(mention(answer)).toBe(expected);
});
