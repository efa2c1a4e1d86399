import { redirect } from '@sveltejs/kit';
import { forgetAccessToken } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: ({ cookies }) => {
    forgetAccessToken(cookies);
    redirect(303, '/');
  },
};
