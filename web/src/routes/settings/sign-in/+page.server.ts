import { fail } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { formProblem } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Problem } from '@greenroom/contracts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [me, sessions] = await Promise.all([callApi(event, 'me', {}), callApi(event, 'listSessions', {})]);
  return { me, sessions: sessions.items };
};

type Part = 'address' | 'password' | 'sessions';
const done = (part: Part) => ({ part, wrong: {} as Record<string, string>, message: undefined as string | undefined });

/** Not signed in leads to the sign-in page; a wrong current password is a 401 as well, and stays here. */
function refused(event: RequestEvent, part: Part, problem: Problem) {
  if (problem.status === 401 && !problem.type.endsWith('/wrong-credentials')) failPage(event, problem);
  return fail(problem.status, { part, ...formProblem(problem) });
}

export const actions: Actions = {
  letter: async (event) => {
    requireSignedIn(event);
    const answer = await askApi(event, 'sendVerification', {});
    return answer.ok ? done('address') : refused(event, 'address', answer.problem);
  },
  password: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const problem = await tellApi(event, 'changePassword', { body: { currentPassword: String(form.get('currentPassword') ?? ''), newPassword: String(form.get('newPassword') ?? '') } });
    return problem === undefined ? done('password') : refused(event, 'password', problem);
  },
  end: async (event) => {
    requireSignedIn(event);
    const id = String((await event.request.formData()).get('id') ?? '');
    const problem = await tellApi(event, 'endSession', { params: { id } });
    // Gone already is as good.
    return problem === undefined || problem.status === 404 ? done('sessions') : refused(event, 'sessions', problem);
  },
};
