import { callApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** The account, for all pages of the settings. */
export const load: LayoutServerLoad = async (event) => {
  requireSignedIn(event);
  return { account: await callApi(event, 'readAccount', {}) };
};
