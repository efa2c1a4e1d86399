import { error, fail, redirect } from '@sveltejs/kit';
import { callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [me, { interview }] = await Promise.all([callApi(event, 'me', {}), callApi(event, 'readInterview', { params: event.params })]);
  if (interview.userId !== me.id) error(403, 'Only the candidate can delete an interview.', { retryable: false });
  const { id, type, role, level, status, startedAt, createdAt } = interview;
  return { interview: { id, type, role, level, status, at: startedAt ?? createdAt } };
};

export const actions: Actions = {
  default: async (event) => {
    requireSignedIn(event);
    const problem = await tellApi(event, 'deleteInterview', { params: event.params });
    // Gone already: the same button was pressed twice, or in another window.
    if (problem === undefined || problem.status === 404) redirect(303, '/?deleted=interview');
    if (problem.status === 401) failPage(event, problem);
    return fail(problem.status, { message: problemWords(problem) });
  },
};
