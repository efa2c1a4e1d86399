import { InterviewType, progressRanges } from '@greenroom/contracts';
import { redirect } from '@sveltejs/kit';
import { callApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const asked = event.url.searchParams;
  const range = progressRanges.find((each) => each === asked.get('range'));
  const type = InterviewType.safeParse(asked.get('type'));
  // An address that was mistyped is not shown as if it had been understood.
  if ((asked.has('range') && range === undefined) || (asked.has('type') && !type.success)) redirect(303, '/progress');

  const [{ sessions, series }, { totals, weakest, nextPractice }] = await Promise.all([
    callApi(event, 'readProgress', { query: { range: range ?? 'all', ...(type.success ? { type: type.data } : {}) } }),
    callApi(event, 'readDashboard', {}),
  ]);
  return { range: range ?? ('all' as const), type: type.success ? type.data : null, sessions, series, totals, weakest, nextPractice };
};
