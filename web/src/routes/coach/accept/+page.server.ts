import { fail, redirect } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn, showProblem } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { forgetInvitation, keepInvitation, readInvitation, tokenIn } from './invitation.ts';

export const load: PageServerLoad = async (event) => {
  const token = readInvitation(event.cookies);
  if (token === undefined) return { step: 'link' } as const;
  if (event.locals.notRenewed !== undefined) showProblem(event.locals.notRenewed);
  if (event.locals.accessToken === undefined) return { step: 'sign-in' } as const;
  const answer = await askApi(event, 'openCoachInvite', { body: { token } });
  if (!answer.ok) {
    if (answer.problem.status !== 404 && answer.problem.status !== 400) failPage(event, answer.problem);
    forgetInvitation(event.cookies);
    return { step: 'over' } as const;
  }
  const { role } = await callApi(event, 'me', {});
  return { step: 'read', invite: answer.reply, role } as const;
};

export const actions: Actions = {
  /** The link, from the page's own script or pasted by hand. */
  open: async ({ request, cookies }) => {
    const token = tokenIn(String((await request.formData()).get('link') ?? ''));
    if (token === undefined) return fail(400, { message: 'This is not the link of an invitation. Copy all of it, to its very end.' });
    keepInvitation(cookies, token);
    redirect(303, '/coach/accept');
  },
  accept: async (event) => {
    requireSignedIn(event);
    const token = readInvitation(event.cookies);
    if (token === undefined) redirect(303, '/coach/accept');
    const answer = await askApi(event, 'acceptCoachInvite', { body: { token } });
    if (!answer.ok) {
      if (answer.problem.status === 401) failPage(event, answer.problem);
      return fail(answer.problem.status, { message: problemWords(answer.problem) });
    }
    forgetInvitation(event.cookies);
    redirect(303, `/coach?new=${answer.reply.id}`);
  },
  leave: ({ cookies }) => {
    forgetInvitation(cookies);
    redirect(303, '/');
  },
};
