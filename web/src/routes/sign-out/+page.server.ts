import { redirect } from '@sveltejs/kit';
import { tellApi } from '#lib/server/api.ts';
import { forgetChoices } from '#lib/server/choices.ts';
import { forgetSession, readRefreshToken } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  /** Ends the session, so that a copy of its tokens is of no use. This browser forgets it also when the API is away. */
  default: async (event) => {
    const refreshToken = readRefreshToken(event.cookies);
    const problem = await tellApi(event, 'logout', { body: refreshToken === undefined ? {} : { refreshToken } });
    if (problem !== undefined) console.error(JSON.stringify({ level: 'warn', msg: 'a session goes on at the API until it is over by itself', problem: problem.title }));
    forgetSession(event.cookies);
    forgetChoices(event.cookies);
    redirect(303, '/');
  },
};
