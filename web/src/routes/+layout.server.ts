import { readReducedMotion, readTimeZone } from '#lib/server/choices.ts';
import { accountOf, roleOf } from '#lib/server/session.ts';
import type { LayoutServerLoad } from './$types';

/** Asks nothing of the API, so that the first page stands even when the API does not. */
export const load: LayoutServerLoad = ({ locals, cookies, depends }) => {
  // Loaded again when the browser has told its time zone for the first time.
  depends('greenroom:time-zone');
  return {
    signedIn: locals.accessToken !== undefined || locals.notRenewed !== undefined, role: roleOf(locals.accessToken), whose: accountOf(locals.accessToken),
    timeZone: readTimeZone(cookies), reducedMotion: readReducedMotion(cookies),
  };
};
