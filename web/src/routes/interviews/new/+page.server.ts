import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AccountSettings, Interview, NewInterview } from '@greenroom/contracts';
import { fail, redirect } from '@sveltejs/kit';
import { askApi, fail as failPage, type Answer } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { beginWith, type Choices } from './choices.ts';
import { planOf, refusedBy } from './plan.ts';

const chosenBefore = ({ thinkingTime, voice, language }: AccountSettings): Partial<Record<keyof Choices, unknown>> => ({ thinkingTime, voiceSound: voice.sound, voicePace: voice.pace, language });

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const [account, resumes, grants] = await Promise.all([askApi(event, 'readAccount', {}), askApi(event, 'listResumes', {}), askApi(event, 'listCoachGrants', {})]);
  const over = [account, resumes, grants].find((answer) => !answer.ok && answer.problem.status === 401);
  if (over?.ok === false) failPage(event, over.problem);
  // An interview can be planned without any of these; the page says what it could not read.
  const missing = [account.ok ? [] : ['your settings'], resumes.ok ? [] : ['your résumés'], grants.ok ? [] : ['who may listen']].flat();
  const list = resumes.ok ? resumes.reply.items : [];
  return {
    // One form plans one interview, however often it is sent.
    key: randomUUID(),
    missing,
    begin: beginWith(event.url.searchParams, account.ok ? chosenBefore(account.reply.settings) : {}),
    emailVerified: account.ok ? account.reply.emailVerified : true,
    resumes: list.map(({ id, fileName, targetRole }) => ({ id, fileName, targetRole })),
    coaches: [...new Set((grants.ok ? grants.reply.given : []).filter(({ interviewId }) => interviewId === null).map(({ coachName }) => coachName))],
  };
};

/** A second click comes while the first is still answered: its questions may take a model some seconds. */
const underWay = { type: '/problems/idempotency-under-way', waitMs: 500, tries: 30 } as const;

async function plannedOnce(event: RequestEvent, key: string, body: NewInterview): Promise<Answer<Interview>> {
  // With the plan in it: a form that was changed after a lost answer is another plan, not a misused key.
  const idempotencyKey = `${key}-${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}`;
  let answer = await askApi(event, 'createInterview', { body, idempotencyKey });
  for (let tries = 0; !answer.ok && answer.problem.type === underWay.type && tries < underWay.tries; tries += 1) {
    await pause(underWay.waitMs);
    answer = await askApi(event, 'createInterview', { body, idempotencyKey });
  }
  return answer;
}

/** The interview stands, whatever becomes of the invitation: so its problem is told, and not thrown. */
async function invite(event: RequestEvent, key: string, interviewId: string, email: string | undefined) {
  const answer = await askApi(event, 'inviteCoach', { body: { interviewId, ...(email === undefined ? {} : { email }) }, idempotencyKey: `${key}-coach-${interviewId}` });
  return answer.ok ? { url: answer.reply.url, email: answer.reply.invite.email, problem: undefined } : { url: undefined, email: undefined, problem: problemWords(answer.problem) };
}

export const actions: Actions = {
  default: async (event) => {
    requireSignedIn(event);
    const form = await event.request.formData();
    const { values, wrong, plan } = planOf(form);
    if (plan === undefined) return fail(400, { values, wrong, message: undefined });
    const key = String(form.get('key') ?? '');
    if (!/^[\da-f-]{36}$/.test(key)) return fail(400, { values, wrong, message: 'This form is incomplete. Load the page again.' });
    const answer = await plannedOnce(event, key, plan);
    if (!answer.ok) {
      if (answer.problem.status === 401) failPage(event, answer.problem);
      return fail(answer.problem.status, { values, ...refusedBy(answer.problem) });
    }
    const { id, role } = answer.reply;
    if (values.listener === 'nobody') redirect(303, `/interviews/${id}`);
    return { values, created: { id, role, ...(await invite(event, key, id, values.listener === 'email' ? values.email : undefined)) } };
  },
};
