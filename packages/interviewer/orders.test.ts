/** What a coach orders of the interviewer. */
import type { Plan, Question } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { followUpRules } from './follow-ups.ts';
import { Interviewer, type InterviewState } from './interviewer.ts';

const question = (id: string, change: Partial<Question> = {}): Question => ({ id, text: `Tell me about ${id}.`, competency: '', expectedPoints: [], probes: [`What about the budget of ${id}?`, 'And then?'], timeBudgetSeconds: 60, ...change });
const plan: Plan = {
  interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana Reyes', type: 'technical', mode: 'typed', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off',
  questions: [question('q1'), question('q2')],
};
const interviewer = new Interviewer(plan, followUpRules);
const opened = (): InterviewState => interviewer.open(interviewer.start()).state;
const long = 'We moved the service to a queue because the old one lost messages at night, and after that nobody was called out of bed for three months.';
const answered = (state: InterviewState, seconds = 10) => interviewer.answered(state, { text: long, seconds });

test('in a typed interview the greeting asks to write and does not speak of a voice or a recording', () => {
  const [greeting] = interviewer.open(interviewer.start()).lines;
  expect(greeting?.text).toMatch(/You write your answers/);
  expect(greeting?.text).not.toMatch(/voice|recorded|pauses/);
});

test('what a coach wants asked comes next, in order, before anything of the interviewer’s own', async () => {
  let state = interviewer.order(opened(), { type: 'ask_next', text: 'Who decided?' });
  state = interviewer.order(state, { type: 'ask_next', text: 'When was that?' });
  const first = await answered(state);
  expect(first.lines[0]).toMatchObject({ kind: 'follow_up', questionId: 'q1', asks: 'Who decided?' });
  const second = await answered(first.state);
  expect(second.lines[0]).toMatchObject({ kind: 'follow_up', asks: 'When was that?' });
  expect(second.state.ordered).toEqual([]);
});

test('an ordered follow-up comes even when the time is used up, once', async () => {
  const late = interviewer.order(opened(), { type: 'follow_up' });
  const reply = await answered(late, 100);
  expect(reply.lines[0]).toMatchObject({ kind: 'follow_up', questionId: 'q1' });
  expect((await answered(reply.state)).lines[0]).toMatchObject({ kind: 'question', questionId: 'q2' });
});

test('more time keeps the question open; it ends with the question', async () => {
  const state = interviewer.order(opened(), { type: 'extend', seconds: 120 });
  expect(interviewer.budget(state)).toBe(180);
  expect((await answered(state, 100)).lines[0]?.kind).toBe('follow_up');
  expect((await answered(opened(), 100)).lines[0]?.kind).toBe('question');
  expect(interviewer.budget(interviewer.skipped(state).state)).toBe(60);
});

test('a coach who skips gets the next question, and after the last one the closing', () => {
  const second = interviewer.skipped(opened());
  expect(second.lines[0]).toMatchObject({ kind: 'question', questionId: 'q2' });
  expect(interviewer.skipped(second.state)).toMatchObject({ lines: [{ kind: 'closing' }], state: { ended: true } });
});

test('after a coach has led, an answered question is left and an open one is asked again', () => {
  expect(interviewer.handedBack(opened()).lines[0]).toMatchObject({ kind: 'resume', questionId: 'q1', asks: 'Tell me about q1.' });
  const heard = interviewer.listened(opened(), { text: long, seconds: 10 });
  expect(interviewer.handedBack(heard).lines[0]).toMatchObject({ kind: 'question', questionId: 'q2' });
});
