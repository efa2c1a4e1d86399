import { fail } from '@sveltejs/kit';
import { tellApi } from '#lib/server/api.ts';
import { formProblem } from '#lib/server/problem-words.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const email = String((await event.request.formData()).get('email') ?? '').trim();
    const problem = await tellApi(event, 'forgotPassword', { body: { email } });
    if (problem !== undefined) return fail(problem.status, { email, asked: false, ...formProblem(problem) });
    return { email, asked: true, wrong: {} as Record<string, string>, message: undefined };
  },
};
