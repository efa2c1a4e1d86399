import type { Problem } from '@greenroom/contracts';
import { fail } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [{ items }, { items: invites }, { given }, { emailVerified }] = await Promise.all([
    callApi(event, 'listInterviews', {}),
    callApi(event, 'listCoachInvites', {}),
    callApi(event, 'listCoachGrants', {}),
    callApi(event, 'me', {}),
  ]);
  return {
    invites, grants: given, emailVerified, chosen: event.url.searchParams.get('interview'),
    interviews: items.map(({ id, role, type, startedAt, createdAt }) => ({ id, role, type, at: startedAt ?? createdAt })),
  };
};

type Part = 'invite' | 'invites' | 'grants';
const done = (part: Part, made?: { url: string; email: string | null }) => ({ part, message: undefined, made });

function refused(event: RequestEvent, part: Part, problem: Problem) {
  if (problem.status === 401) failPage(event, problem);
  const wrong = problem.errors?.some(({ path }) => path === 'email') ? 'This is not an e-mail address. Correct it, or leave it empty.' : undefined;
  return fail(problem.status, { part, message: wrong ?? problemWords(problem), made: undefined });
}

export const actions: Actions = {
  invite: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const interviewId = String(form.get('interview') ?? '') || null;
    const email = String(form.get('email') ?? '').trim();
    const answer = await askApi(event, 'inviteCoach', { body: { interviewId, ...(email === '' ? {} : { email }) } });
    return answer.ok ? done('invite', { url: answer.reply.url, email: answer.reply.invite.email }) : refused(event, 'invite', answer.problem);
  },
  takeBack: async (event) => {
    requireSignedIn(event);
    const id = String((await event.request.formData()).get('invite'));
    const problem = await tellApi(event, 'revokeCoachInvite', { params: { id } });
    // Gone already is as good: accepted, it stands among the grants.
    return problem === undefined || problem.status === 404 ? done('invites') : refused(event, 'invites', problem);
  },
  end: async (event) => {
    requireSignedIn(event);
    const id = String((await event.request.formData()).get('grant'));
    const problem = await tellApi(event, 'endCoachGrant', { params: { id } });
    return problem === undefined || problem.status === 404 ? done('grants') : refused(event, 'grants', problem);
  },
};
