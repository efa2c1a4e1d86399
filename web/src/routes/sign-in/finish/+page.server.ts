import { redirect } from '@sveltejs/kit';
import { askApi } from '#lib/server/api.ts';
import { finishProviderSignIn } from '#lib/server/provider-sign-in.ts';
import { fetchChoices } from '#lib/server/choices.ts';
import { keepSession } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

/**
 * A page, not a redirect: the browser has come from another site, and sends strict cookies only with the next request, the
 * one that this page makes.
 */
export const load: PageServerLoad = async (event) => {
  const kept = finishProviderSignIn(event.cookies);
  const code = event.url.searchParams.get('code');
  if (kept === undefined || code === null) redirect(303, '/sign-in?problem=expired');
  const answer = await askApi(event, 'exchangeProviderCode', { body: { code, verifier: kept.verifier } });
  if (!answer.ok) redirect(303, `/sign-in?problem=${answer.problem.status === 403 ? 'account-disabled' : answer.problem.status >= 500 ? 'unavailable' : 'expired'}`);
  keepSession(event.cookies, answer.reply);
  await fetchChoices(event, answer.reply.accessToken);
  return { next: kept.next };
};
