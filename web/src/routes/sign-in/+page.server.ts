import { ProviderProblem } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import { fetchChoices } from '#lib/server/choices.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { keepSession, safeNextPath } from '#lib/server/session.ts';
import { webSettings } from '#lib/server/settings.ts';
import { providerProblems } from './provider-problems.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const next = safeNextPath(searchParams.get('next'));
  if (event.locals.accessToken !== undefined) redirect(303, next);
  const problem = ProviderProblem.safeParse(searchParams.get('problem'));
  // While the API is away the form still stands; what it answers then says so.
  const providers = await askApi(event, 'listProviders', {});
  return {
    demoAccount: webSettings().demoAccount, next, providers: providers.ok ? providers.reply.items : [],
    problem: problem.success ? providerProblems[problem.data] : undefined, newPassword: searchParams.has('new-password'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const email = String(form.get('email') ?? '').trim();
    const password = String(form.get('password') ?? '');
    if (email === '' || password === '') return fail(400, { email, message: 'Enter your e-mail address and your password.' });

    const answer = await askApi(event, 'login', { body: { email, password } });
    if (!answer.ok) return fail(answer.problem.status, { email, message: signInProblem(answer.problem.status, problemWords(answer.problem)) });
    keepSession(event.cookies, answer.reply);
    await fetchChoices(event, answer.reply.accessToken);
    redirect(303, safeNextPath(event.url.searchParams.get('next')));
  },
};

/** Never says which of the two is wrong: that would tell a stranger who has an account. */
function signInProblem(status: number, detail: string): string {
  return status === 400 || status === 401 || status === 422 ? 'No account has this e-mail address and password. Check both and try again.' : detail;
}
