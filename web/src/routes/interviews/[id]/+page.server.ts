import { randomUUID } from 'node:crypto';
import { longestTypedAnswer } from '@greenroom/contracts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { liveAddress } from '#lib/server/live-address.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn, roleOf } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { planAgain } from './plan-again.server.ts';
import { readSoFar } from './so-far.server.ts';
import { lineOf } from './typed/talk-lines.ts';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  const { interview, progress } = await callApi(event, 'readInterview', { params });
  const { id, type, mode, role, level, status, duration, questions } = interview;
  if (status === 'completed') redirect(303, `/interviews/${id}/report`);
  // A coach holds nobody else's interview, and follows it from the desk.
  if (roleOf(event.locals.accessToken) === 'coach' && (await callApi(event, 'me', {})).id !== interview.userId) redirect(303, `/coach/interviews/${id}`);

  const page = {
    interview: { id, type, mode, role, level, status, duration, budgets: questions.map((question) => question.timeBudgetSeconds) },
    progress,
    onStage: status === 'in_progress',
    planKey: randomUUID(),
  };
  if (status !== 'in_progress') return { ...page, live: undefined, mayListen: status === 'pending' ? await whoMayListen(event, id) : undefined };
  const [{ turns, ...standing }, account] = await Promise.all([readSoFar(event, interview), askApi(event, 'readAccount', {})]);
  // Settings that cannot be read are no reason to keep somebody out; with captions nothing is missed.
  const captions = account.ok ? account.reply.settings.captions : true;
  const typed = mode === 'typed' ? { lines: turns.map(lineOf), liveUrl: liveAddress() } : undefined;
  return { ...page, live: { ...standing, captions, typed }, mayListen: undefined };
};

/** Undefined: it cannot be said at the moment. */
async function whoMayListen(event: RequestEvent, interviewId: string): Promise<string[] | undefined> {
  const answer = await askApi(event, 'listCoachGrants', {});
  if (!answer.ok) return undefined;
  const covering = answer.reply.given.filter((grant) => grant.interviewId === null || grant.interviewId === interviewId);
  // One coach may have been let in twice: to this interview, and to all of them.
  return [...new Map(covering.map(({ coachId, coachName }) => [coachId, coachName])).values()];
}

export const actions: Actions = {
  goIn: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    if (form.get('consent') !== 'yes') return fail(400, { message: 'Agree to the recording first: tick the box above the button.' });
    const answer = await askApi(event, 'startInterview', { params: event.params });
    if (answer.ok) redirect(303, `/interviews/${event.params.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { message: problemWords(answer.problem) });
  },
  /** Without scripts: with them a typed answer goes over the live socket. */
  answer: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const text = String(form.get('text') ?? '').trim();
    if (text === '') return fail(400, { message: 'Write an answer first.', text });
    if (text.length > longestTypedAnswer) return fail(400, { message: `An answer has at most ${longestTypedAnswer} characters. Shorten it, or send it in two parts.`, text });
    const answer = await askApi(event, 'answerInterview', { params: event.params, body: { text }, idempotencyKey: String(form.get('key')) });
    if (answer.ok) redirect(303, `/interviews/${event.params.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { message: problemWords(answer.problem), text });
  },
  typed: (event) => planAgain(event, 'typed'),
  again: (event) => planAgain(event),
};
