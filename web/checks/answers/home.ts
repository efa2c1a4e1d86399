/** The first page's: a candidate with a last time and three days in a row; the coach and the administrator have held nothing. */
import { pass, Refused, type Answers } from './answers.ts';
import { practiceAnswers } from './practice.ts';

const scores = { overall: 74, content: 72, clarity: 67, confidence: 64, fluency: 80 };
const last = {
  interviewId: '6f1f6a5e-6c1e-4a57-9b5f-2f7c1d7f0a04', type: 'behavioral', role: 'Backend engineer', level: 'senior', heldAt: '2026-11-22T16:30:00.000Z',
  completedAt: '2026-11-22T16:42:00.000Z', duration: 720, typed: false, scores, measures: null,
};
const streak = { timeZone: 'Europe/Berlin', days: { current: 3, longest: 5, practised: true }, weeks: { current: 4, longest: 4, practised: true } };

/** In the API's words. */
const refusals: Record<number, string> = {
  403: 'An administrator sees that an interview runs, and never what is said in it.',
  429: 'You have asked for this more often than is allowed in a minute.',
  503: 'The database does not answer at the moment.',
};

/** What was asked to be deleted, in order; the list goes on showing it. */
export const deleted: string[] = [];

export const homeAnswers: Answers = {
  deleteInterview: ({ id }) => void deleted.push(id),
  listInterviews: ({ query, as }) => {
    // `/?after=429` is how the page for a refusal is looked at.
    const status = Number(query.get('cursor'));
    if (refusals[status] !== undefined) throw new Refused(status, refusals[status]);
    return as === 'candidate' || query.get('whose') === 'granted' ? pass : { items: [], nextCursor: null };
  },
  readDashboard: async (asked) => {
    const dashboard = (await practiceAnswers.readDashboard?.(asked)) as object;
    return asked.as === 'candidate' ? { ...dashboard, lastInterview: last, streak } : dashboard;
  },
};
