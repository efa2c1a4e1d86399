import { fail } from '@sveltejs/kit';
import { callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { role } = await callApi(event, 'me', {});
  if (role !== 'coach') return { coach: false } as const;
  const { searchParams } = event.url;
  const cursor = searchParams.get('after') ?? undefined;
  const [{ items, nextCursor }, { received }] = await Promise.all([
    callApi(event, 'listInterviews', { query: { whose: 'granted', limit: 30, ...(cursor === undefined ? {} : { cursor }) } }),
    callApi(event, 'listCoachGrants', {}),
  ]);
  return {
    coach: true, nextCursor, later: cursor !== undefined, grants: received,
    accepted: received.find(({ id }) => id === searchParams.get('new')),
    interviews: items.map(({ id, candidateName, type, role: wanted, level, status, overallScore, duration, startedAt, createdAt }) => ({ id, candidateName: candidateName ?? '', type, role: wanted, level, status, overallScore, duration, at: startedAt ?? createdAt })),
  } as const;
};

export const actions: Actions = {
  end: async (event) => {
    requireSignedIn(event);
    const id = String((await event.request.formData()).get('grant'));
    const problem = await tellApi(event, 'endCoachGrant', { params: { id } });
    // Ended by the other side meanwhile is as good.
    if (problem === undefined || problem.status === 404) return { message: undefined };
    if (problem.status === 401) failPage(event, problem);
    return fail(problem.status, { message: problem.detail ?? problem.title });
  },
};
