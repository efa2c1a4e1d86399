import { apiPrefix, operations, SignInProvider } from '@greenroom/contracts';
import { error, redirect } from '@sveltejs/kit';
import { beginProviderSignIn } from '#lib/server/provider-sign-in.ts';
import { safeNextPath } from '#lib/server/session.ts';
import { webSettings } from '#lib/server/settings.ts';
import type { RequestHandler } from './$types';

/** A link, not a form: a form may not lead to another site (form-action). */
export const GET: RequestHandler = ({ cookies, params, url }) => {
  const provider = SignInProvider.safeParse(params.provider);
  if (!provider.success) error(404, 'There is no such way to sign in.');
  const challenge = beginProviderSignIn(cookies, safeNextPath(url.searchParams.get('next')));
  const address = new URL(apiPrefix + operations.startProviderSignIn.path.replace(':provider', provider.data), webSettings().apiPublicUrl);
  address.searchParams.set('challenge', challenge);
  redirect(303, address, { external: [address.origin] });
};
