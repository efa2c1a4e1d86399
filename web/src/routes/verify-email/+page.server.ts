import { fail } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import { formProblem } from '#lib/server/problem-words.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  /** A button, not the link itself: mail programs open links to look at them, and this one works once. */
  default: async (event) => {
    const answer = await askApi(event, 'verifyEmail', { body: { token: event.url.searchParams.get('token') ?? '' } });
    if (answer.ok) return { email: answer.reply.email, message: undefined };
    const { wrong, message } = formProblem(answer.problem);
    return fail(answer.problem.status, { email: undefined, message: wrong.token === undefined ? message : 'This link is not whole. Open it from the letter again.' });
  },
};
