/** What a candidate orders with a button, and what is left of a coach who led. */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { expect, test } from 'vitest';
import { followUpRules } from './follow-ups.ts';
import { Interviewer, type InterviewState } from './interviewer.ts';

const question = (id: string): Question => ({ id, text: `Tell me about ${id}.`, competency: '', expectedPoints: [], probes: [], timeBudgetSeconds: 60 });
const plan: Plan = {
  interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana Reyes', type: 'technical', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', voice: { sound: 'lower', pace: 'normal' }, cue: 'off',
  questions: [question('q1'), question('q2')],
};
const interviewer = new Interviewer(plan, followUpRules);
const opened = (): InterviewState => interviewer.open(interviewer.start()).state;

test.each([
  ['repeat', 'repeat', 'Could you repeat that?'],
  ['think', 'acknowledgement', 'Let me think.'],
  ['skip', 'question', 'Skip this question.'],
] as const)('the order %s is answered as the words for it are', async (wish, kind, words) => {
  const ordered = interviewer.wished(opened(), wish);
  expect(ordered.lines[0]?.kind).toBe(kind);
  const said = await interviewer.answered(opened(), { text: words, seconds: 1 });
  expect(said.lines).toEqual(ordered.lines);
});

test('an order before the first question, or after the closing, asks for nothing', () => {
  expect(interviewer.wished(interviewer.start(), 'skip').lines).toEqual([]);
  const closing = interviewer.wished(interviewer.wished(opened(), 'skip').state, 'skip');
  expect(closing.state.ended).toBe(true);
  expect(interviewer.wished(closing.state, 'repeat').lines).toEqual([]);
});

test('what a coach asked is known with its answer, is no follow-up of the interviewer’s own, and the plan goes on', () => {
  const asked = interviewer.coachAsked(opened(), 'What did the budget look like?');
  expect(asked.followUps).toBe(0);
  const heard = interviewer.listened(asked, { text: 'It was small.', seconds: 2 });
  expect(heard.exchanges).toEqual([{ asked: 'What did the budget look like?', answer: 'It was small.' }]);
  expect(interviewer.handedBack(heard).lines[0]).toMatchObject({ kind: 'question', questionId: 'q2', text: expect.stringMatching(/^Thank you\. Let us go on\./) as string });
});

test('when nobody answered the coach, the plan’s own question is the open one', () => {
  const step = interviewer.handedBack(interviewer.coachAsked(opened(), 'Hello, I take over for a moment.'));
  expect(step.lines[0]).toMatchObject({ kind: 'resume', asks: 'Tell me about q1.' });
  expect(step.state.asked).toBe('Tell me about q1.');
});

test('a new process knows what a coach asked', () => {
  const turn = (seq: number, speaker: Turn['speaker'], kind: Turn['kind'], text: string): Turn => ({
    interviewId: plan.interviewId, seq, speaker, kind, questionId: 'q1', text, startedAt: seq * 10, endedAt: seq * 10 + 5, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
  });
  const state = interviewer.restore([turn(0, 'interviewer', 'question', 'Tell me about q1.'), turn(1, 'coach', 'question', 'Who paid for it?'), turn(2, 'candidate', 'answer', 'The bank did.')]);
  expect(state).toMatchObject({ index: 0, followUps: 0, exchanges: [{ asked: 'Who paid for it?', answer: 'The bank did.' }] });
});
