import { fail, redirect } from '@sveltejs/kit';
import { tellApi } from '#lib/server/api.ts';
import { formProblem } from '#lib/server/problem-words.ts';
import { forgetSession } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ hasToken: url.searchParams.has('token') });

export const actions: Actions = {
  /** Every session ends with it, this browser's too. */
  default: async (event) => {
    const password = String((await event.request.formData()).get('password') ?? '');
    const problem = await tellApi(event, 'resetPassword', { body: { token: event.url.searchParams.get('token') ?? '', password } });
    if (problem !== undefined) return fail(problem.status, formProblem(problem));
    forgetSession(event.cookies);
    redirect(303, '/sign-in?new-password');
  },
};
