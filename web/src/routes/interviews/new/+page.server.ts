import { InterviewType, Level, NewInterview } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi, fail as failPage } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => requireSignedIn(event);

/** The same limits as the contract's, as a person reads them. */
const problems: Record<string, string> = {
  type: 'Choose one of the four kinds of interview.',
  role: 'Write the role that you practise for, in at most 120 characters.',
  level: 'Choose a level.',
  jobDescription: 'The job description is longer than 20,000 characters. Keep the part that says what they look for.',
};

export const actions: Actions = {
  default: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const values = { type: text('type'), role: text('role'), level: text('level'), jobDescription: text('jobDescription') };

    const plan = NewInterview.safeParse({ ...values, jobDescription: values.jobDescription || null });
    if (!plan.success) {
      const wrong = Object.fromEntries(plan.error.issues.map(({ path }) => [String(path[0]), problems[String(path[0])] ?? 'This cannot be used.']));
      return fail(400, { values, wrong, message: undefined });
    }
    const answer = await askApi(event, 'createInterview', { body: { ...plan.data, type: InterviewType.parse(values.type), level: Level.parse(values.level) } });
    if (answer.ok) redirect(303, `/interviews/${answer.reply.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { values, wrong: {} as Record<string, string>, message: answer.problem.detail ?? answer.problem.title });
  },
};
