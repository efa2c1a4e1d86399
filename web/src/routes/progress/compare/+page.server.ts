import { error, redirect } from '@sveltejs/kit';
import { callApi } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [first, second] = [event.url.searchParams.get('first'), event.url.searchParams.get('second')];
  if (first === null || second === null) redirect(303, first === null ? '/progress/history' : `/progress/history?first=${encodeURIComponent(first)}`);
  if (first === second) error(400, 'This is one interview twice. Choose another one in your history.');
  const comparison = await callApi(event, 'compareInterviews', { query: { first, second } });
  // The earlier one stands first, whichever was chosen first.
  if (comparison.first.heldAt > comparison.second.heldAt) redirect(303, `/progress/compare?first=${second}&second=${first}`);
  return { comparison };
};
