import { fail, redirect } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import { formProblem } from '#lib/server/problem-words.ts';
import { fetchChoices } from '#lib/server/choices.ts';
import { keepSession, safeNextPath } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const next = safeNextPath(searchParams.get('next'));
  if (event.locals.accessToken !== undefined) redirect(303, next);
  // While the API is away the form still stands; what it answers then says so.
  const providers = await askApi(event, 'listProviders', {});
  return { next, providers: providers.ok ? providers.reply.items : [], role: searchParams.get('as') === 'coach' ? ('coach' as const) : ('candidate' as const) };
};

export const actions: Actions = {
  /** Registers and signs in. Whoever has an account with another password learns no more than that this one does not fit. */
  default: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '');
    const values = { fullName: text('fullName').trim(), email: text('email').trim(), role: text('role') === 'coach' ? ('coach' as const) : ('candidate' as const) };
    const password = text('password');
    const registered = await askApi(event, 'register', { body: { ...values, password } });
    if (!registered.ok) return fail(registered.problem.status, { values, ...formProblem(registered.problem) });
    const signedIn = await askApi(event, 'login', { body: { email: values.email, password } });
    if (!signedIn.ok) {
      const message = signedIn.problem.status === 401 ? 'You could not be signed in with this password. If you have an account already, sign in with its password. We have sent a letter to this address.' : undefined;
      return fail(signedIn.problem.status, { values, ...formProblem(signedIn.problem), ...(message === undefined ? {} : { message }) });
    }
    keepSession(event.cookies, signedIn.reply);
    await fetchChoices(event, signedIn.reply.accessToken);
    redirect(303, safeNextPath(event.url.searchParams.get('next')));
  },
};
