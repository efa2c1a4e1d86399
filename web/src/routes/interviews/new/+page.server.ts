import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { InterviewType, Level, NewInterview } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi, fail as failPage } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireSignedIn(event);
  // One form plans one interview, however often it is sent.
  return { key: randomUUID() };
};

/** A second click comes while the first is still answered: its questions may take a model some seconds. */
const underWay = { type: '/problems/idempotency-under-way', waitMs: 500, tries: 30 } as const;

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
    const key = text('key');
    if (!/^[\da-f-]{36}$/.test(key)) return fail(400, { values, wrong: {} as Record<string, string>, message: 'This form is incomplete. Load the page again.' });
    const body = { ...plan.data, type: InterviewType.parse(values.type), level: Level.parse(values.level) };
    // With the plan in it: a form that was changed after a lost answer is another plan, not a misused key.
    const idempotencyKey = `${key}-${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;
    let answer = await askApi(event, 'createInterview', { body, idempotencyKey });
    for (let tries = 0; !answer.ok && answer.problem.type === underWay.type && tries < underWay.tries; tries += 1) {
      await pause(underWay.waitMs);
      answer = await askApi(event, 'createInterview', { body, idempotencyKey });
    }
    if (answer.ok) redirect(303, `/interviews/${answer.reply.id}`);
    if (answer.problem.status === 401) failPage(event, answer.problem);
    return fail(answer.problem.status, { values, wrong: {} as Record<string, string>, message: answer.problem.detail ?? answer.problem.title });
  },
};
