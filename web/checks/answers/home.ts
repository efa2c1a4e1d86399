/** The first page's: a candidate with a last time and three days in a row; the coach and the administrator have held nothing. */
import { pass, type Answers } from './answers.ts';
import { practiceAnswers } from './practice.ts';

const scores = { overall: 74, content: 72, clarity: 67, confidence: 64, fluency: 80 };
const last = {
  interviewId: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04', type: 'behavioral', role: 'Backend engineer', level: 'senior', heldAt: '2026-11-22T16:30:00.000Z',
  completedAt: '2026-11-22T16:42:00.000Z', duration: 720, typed: false, scores, measures: null,
};
const streak = { timeZone: 'Europe/Berlin', days: { current: 3, longest: 5, practised: true }, weeks: { current: 4, longest: 4, practised: true } };

export const homeAnswers: Answers = {
  listInterviews: ({ query, as }) => (as === 'candidate' || query.get('whose') === 'granted' ? pass : { items: [], nextCursor: null }),
  readDashboard: async (asked) => {
    const dashboard = (await practiceAnswers.readDashboard?.(asked)) as object;
    return asked.as === 'candidate' ? { ...dashboard, lastInterview: last, streak } : dashboard;
  },
};
