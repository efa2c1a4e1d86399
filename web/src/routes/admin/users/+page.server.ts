import { UserRole } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const asked = event.url.searchParams;
  const q = (asked.get('q') ?? '').trim().slice(0, 200);
  const role = UserRole.safeParse(asked.get('role')).data ?? null;
  const disabled = asked.get('disabled') === 'true' ? ('true' as const) : asked.get('disabled') === 'false' ? ('false' as const) : null;
  const cursor = asked.get('cursor');
  const answer = await askApi(event, 'listUsers', { query: { ...(q === '' ? {} : { q }), ...(role === null ? {} : { role }), ...(disabled === null ? {} : { disabled }), ...(cursor === null ? {} : { cursor }) } });
  if (!answer.ok) {
    if (answer.problem.status === 400 && cursor !== null) redirect(303, event.url.pathname);
    failPage(event, answer.problem);
  }
  const { id } = await callApi(event, 'me', {});
  return { q, role, disabled, paged: cursor !== null, users: answer.reply.items, nextCursor: answer.reply.nextCursor, own: id };
};

async function change(event: RequestEvent, body: (form: FormData) => { role: UserRole } | { disabled: boolean } | undefined) {
  requireSignedIn(event);
  const form = await event.request.formData();
  const id = String(form.get('id') ?? '');
  const wanted = body(form);
  if (wanted === undefined) return fail(400, { id, message: 'Choose a role.', done: undefined });
  const answer = await askApi(event, 'changeUser', { params: { id }, body: wanted });
  if (!answer.ok) {
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { id, message: problemWords(answer.problem), done: undefined });
  }
  const { fullName, role, disabledAt } = answer.reply;
  const done = 'role' in wanted ? `${fullName} is set to ${role} now. It counts within 15 minutes.` : disabledAt === null ? `${fullName} can sign in again.` : `${fullName} cannot sign in any more. Pages that are open end within 15 minutes.`;
  return { id, message: undefined, done };
}

export const actions: Actions = {
  role: (event) => change(event, (form) => {
    const role = UserRole.safeParse(form.get('role')).data;
    return role && { role };
  }),
  disable: (event) => change(event, () => ({ disabled: true })),
  enable: (event) => change(event, () => ({ disabled: false })),
};
