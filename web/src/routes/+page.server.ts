import { askApi, callApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { showProblem } from '#lib/server/session.ts';
import type { PageServerLoad, RequestEvent } from './$types';
import { exampleOf } from './sample/example.ts';
import { readSample } from './sample/sample.ts';
import { startOf } from './start.server.ts';

/** Interviews on one page; those of long ago are a page further, or in the history. */
const perPage = 20;

export const load: PageServerLoad = async (event) => {
  if (event.locals.accessToken === undefined) {
    if (event.locals.notRenewed !== undefined) showProblem(event.locals.notRenewed);
    return { start: startOf(), example: exampleOf(readSample()), home: undefined };
  }
  const home = await homeOf(event);
  const none = home.interviews.length + home.running.length === 0 && !home.later;
  return { start: '/interviews/new', example: none ? exampleOf(readSample()) : undefined, home };
};

async function homeOf(event: RequestEvent) {
  const cursor = event.url.searchParams.get('after') ?? undefined;
  const [running, list, dashboard] = await Promise.all([
    callApi(event, 'listInterviews', { query: { status: 'in_progress', limit: 5 } }),
    callApi(event, 'listInterviews', { query: { limit: perPage, ...(cursor === undefined ? {} : { cursor }) } }),
    askApi(event, 'readDashboard', {}),
  ]);
  return {
    // Also one that is old: whoever is in the middle of something finds it first.
    running: running.items.filter(({ status }) => status === 'in_progress').map(({ id, type, role, level, startedAt, pausedAt }) => ({ id, type, role, level, startedAt, paused: pausedAt !== null })),
    interviews: list.items.filter(({ status }) => status !== 'in_progress').map(({ id, type, role, level, status, overallScore, duration, createdAt, startedAt, questions, again }) => {
      return { id, type, role, level, status, overallScore, duration, at: startedAt ?? createdAt, questionCount: questions.length, again: again !== null };
    }),
    older: list.nextCursor,
    later: cursor !== undefined,
    deleted: event.url.searchParams.get('deleted') === 'interview',
    standing: dashboard.ok ? standingOf(dashboard.reply) : undefined,
    problem: dashboard.ok ? undefined : problemWords(dashboard.problem),
  };
}

type Dashboard = Awaited<ReturnType<typeof callApi<'readDashboard'>>>;

/** Of the dashboard, what the first page says; the rest is on the page for progress. */
function standingOf({ lastInterview, nextPractice, streak, totals }: Dashboard) {
  return {
    last: lastInterview && { id: lastInterview.interviewId, role: lastInterview.role, heldAt: lastInterview.heldAt, overall: lastInterview.scores.overall },
    next: nextPractice && { type: nextPractice.type, question: nextPractice.question?.text ?? null, advice: nextPractice.advice },
    days: streak.days.current, weeks: streak.weeks.current,
    interviews: totals.interviews, speakingSeconds: totals.speakingSeconds,
  };
}
