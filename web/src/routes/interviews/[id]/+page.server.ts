import { fail, redirect } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { requireSignedIn, roleOf } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { readSoFar } from './so-far.server.ts';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  const { interview, progress } = await callApi(event, 'readInterview', { params });
  const { id, type, role, level, status, duration, questions } = interview;
  if (status === 'completed') redirect(303, `/interviews/${id}/report`);
  // A coach holds nobody else's interview: what there is to see of it stands in the list.
  if (roleOf(event.locals.accessToken) === 'coach' && (await callApi(event, 'me', {})).id !== interview.userId) redirect(303, '/coach');

  const page = {
    interview: { id, type, role, level, status, duration, budgets: questions.map((question) => question.timeBudgetSeconds) },
    progress,
    onStage: status === 'in_progress',
  };
  if (status !== 'in_progress') return { ...page, live: undefined };
  const [standing, account] = await Promise.all([readSoFar(event, interview), askApi(event, 'readAccount', {})]);
  // Settings that cannot be read are no reason to keep somebody out; with captions nothing is missed.
  return { ...page, live: { ...standing, captions: account.ok ? account.reply.settings.captions : true } };
};

export const actions: Actions = {
  goIn: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    if (form.get('consent') !== 'yes') return fail(400, { message: 'Agree to the recording first: tick the box above the button.' });
    const answer = await askApi(event, 'startInterview', { params: event.params });
    if (answer.ok) redirect(303, `/interviews/${event.params.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { message: answer.problem.detail ?? answer.problem.title });
  },
};
