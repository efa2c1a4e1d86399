import { fail } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  // Who may see this, the API decides: its refusal becomes the page.
  const system = await callApi(event, 'readParts', {});
  // While one part is away, the others are what an administrator needs most.
  const [running, failed] = await Promise.all([askApi(event, 'listRunningInterviews', {}), askApi(event, 'listFailedWorkflows', {})]);
  const words = ({ detail, title }: { detail?: string | undefined; title: string }) => detail ?? title;
  return {
    system,
    running: running.ok ? { items: running.reply.items } : { problem: words(running.problem) },
    failed: failed.ok ? { items: failed.reply.items } : { problem: words(failed.problem) },
  };
};

export const actions: Actions = {
  check: async (event) => {
    requireSignedIn(event);
    const answer = await askApi(event, 'checkProviders', {});
    if (answer.ok) return { providers: answer.reply.items, message: undefined };
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { providers: undefined, message: problemWords(answer.problem) });
  },
};
