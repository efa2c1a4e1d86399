import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, params }) => {
  const { scope } = await parent();
  // The link shows no recording: what it does show is on its own page.
  if (!scope.includes('recording')) redirect(303, `/shared/${params.token}`);
};
