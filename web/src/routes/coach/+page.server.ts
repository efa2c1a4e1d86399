import type { ListedInterview } from '@greenroom/contracts';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { listed, runningFrom, runningQuery } from './listed.ts';

const pageSize = 30;
/** The API does not filter by candidate: so many of its pages are looked through at once. */
const pagesAtMost = 5;

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { role } = await callApi(event, 'me', {});
  if (role !== 'coach') return { coach: false } as const;
  const { searchParams } = event.url;
  const looking = { q: (searchParams.get('q') ?? '').trim().slice(0, 200), candidate: searchParams.get('candidate') ?? '' };
  const cursor = searchParams.get('after') ?? undefined;
  const [running, others, { received }] = await Promise.all([callApi(event, 'listInterviews', { query: runningQuery }), find(event, looking, cursor), callApi(event, 'listCoachGrants', {})]);
  return {
    coach: true, looking, later: cursor !== undefined, grants: received,
    nextCursor: others.nextCursor,
    candidates: [...new Map(received.map(({ candidateId, candidateName }) => [candidateId, candidateName]))].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),
    accepted: received.find(({ id }) => id === searchParams.get('new')),
    running: runningFrom(running.items, Date.now()),
    interviews: others.items.filter(({ status }) => status !== 'in_progress').map(listed),
  } as const;
};

async function find(event: RequestEvent, { q, candidate }: { q: string; candidate: string }, after: string | undefined): Promise<{ items: ListedInterview[]; nextCursor: string | null }> {
  const words = q === '' ? {} : { q };
  const one = (cursor: string | undefined, limit: number) => callApi(event, 'listInterviews', { query: { whose: 'granted', limit, ...words, ...(cursor === undefined ? {} : { cursor }) } });
  if (candidate === '') return one(after, pageSize);
  const items: ListedInterview[] = [];
  let next: string | null = after ?? null;
  for (let pages = 0; pages < pagesAtMost; pages += 1) {
    const page: { items: ListedInterview[]; nextCursor: string | null } = await one(next ?? undefined, 100);
    items.push(...page.items.filter(({ userId }) => userId === candidate));
    next = page.nextCursor;
    if (next === null || items.length >= pageSize) break;
  }
  return { items, nextCursor: next };
}

export const actions: Actions = {
  end: async (event) => {
    requireSignedIn(event);
    const id = String((await event.request.formData()).get('grant'));
    const problem = await tellApi(event, 'endCoachGrant', { params: { id } });
    // Ended by the other side meanwhile is as good.
    if (problem === undefined || problem.status === 404) return { message: undefined };
    if (problem.status === 401) failPage(event, problem);
    return fail(problem.status, { message: problemWords(problem) });
  },
};
