import type { LiveEvent, Plan, Question, Turn } from '@greenroom/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveCoverage } from './live-coverage.ts';
import type { NewLiveEvent } from './live-publisher.ts';

const question = (id: string): Question => ({ id, text: 'Tell me about a mistake you made at work.', competency: '', expectedPoints: ['what was learned'], probes: [], timeBudgetSeconds: 120 });
const [first, second] = [question('q1'), question('q2')];
const plan: Plan = { interviewId: '01890000-0000-7000-8000-000000000001', candidateName: 'Dana', type: 'behavioral', mode: 'spoken', role: 'Engineer', level: 'senior', jobDescription: null, language: 'en', thinkingTime: 'normal', cue: 'off', voice: { sound: 'lower', pace: 'normal' }, questions: [first, second] };
const said = (seq: number, text: string, questionId = 'q1'): Turn => ({
  interviewId: plan.interviewId, seq, speaker: 'candidate', kind: 'answer', questionId, text, startedAt: seq, endedAt: seq + 1, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function coverage(earlier: Turn[] = []) {
  const told: { questionId: string; covered: string[] }[] = [];
  const publish = (event: NewLiveEvent): void => {
    const { questionId, points } = event as Extract<LiveEvent, { type: 'coverage' }>;
    told.push({ questionId, covered: points.filter(({ covered }) => covered).map(({ point }) => point) });
  };
  return { told, live: new LiveCoverage(plan, { publish }, earlier) };
}
const situation = 'Two years ago I was on call at a small bank and the payment service stopped.';
const whole = `${situation} I rolled the change back, and I learned to test every schema change.`;

test('a question begins with nothing covered, and a growing answer is told of at most every two seconds', () => {
  const { told, live } = coverage();
  live.asked(first);
  live.heard(said(1, situation));
  live.heard(said(1, whole));
  expect(told).toEqual([{ questionId: 'q1', covered: [] }]);
  vi.advanceTimersByTime(2_000);
  expect(told).toHaveLength(2);
  expect(told[1]?.covered).toEqual(expect.arrayContaining(['Situation', 'Action', 'what was learned']));
});

test('what changes nothing is not told again', () => {
  const { told, live } = coverage();
  live.asked(first);
  vi.advanceTimersByTime(2_000);
  live.heard(said(1, 'Well, let me see.'));
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(1);
});

test('the last of an answer is told before the next question', () => {
  const { told, live } = coverage();
  live.asked(first);
  live.heard(said(1, situation));
  live.asked(second);
  expect(told).toEqual([{ questionId: 'q1', covered: [] }, { questionId: 'q1', covered: ['Situation'] }, { questionId: 'q2', covered: [] }]);
});

test('a successor knows what was covered before', () => {
  const { told, live } = coverage([said(1, situation)]);
  live.asked(first);
  expect(told).toEqual([{ questionId: 'q1', covered: ['Situation'] }]);
});
