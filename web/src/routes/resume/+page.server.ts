import { fail, redirect } from '@sveltejs/kit';
import { callApi, fail as failPage, uploadApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { items } = await callApi(event, 'listResumes', {});
  return { resumes: items, deleted: event.url.searchParams.has('deleted') };
};

export const actions: Actions = {
  /** Where scripts do not run. */
  upload: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const targetRole = String(form.get('targetRole') ?? '').trim();
    const file = form.get('file');
    if (!(file instanceof File) || file.name === '') return fail(400, { message: 'Choose a file first.', targetRole });
    const answer = await uploadApi(event, form);
    if (answer.ok) redirect(303, `/resume/${answer.reply.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { message: problemWords(answer.problem), targetRole });
  },
};
