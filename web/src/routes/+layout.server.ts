import { roleOf } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** Asks nothing of the API, so that the first page stands even when the API does not. */
export const load: LayoutServerLoad = ({ locals }) => {
  const role = roleOf(locals.accessToken);
  return { signedIn: locals.accessToken !== undefined || locals.notRenewed !== undefined, role };
};
