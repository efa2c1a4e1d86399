/** The same plan once more: typed instead of spoken, or after an interview that was not held. */
import type { InterviewMode } from '@greenroom/contracts';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';

/** Goes to the new interview. @param mode left out: as it was */
export async function planAgain(event: RequestEvent<{ id: string }>, mode?: InterviewMode): Promise<ActionFailure<{ message: string }>> {
  requireSignedIn(event);
  const key = String((await event.request.formData()).get('key') ?? '');
  if (!/^[\da-f-]{36}$/.test(key)) return fail(400, { message: 'This form is incomplete. Load the page again.' });
  const { interview } = await callApi(event, 'readInterview', { params: event.params });
  const { type, role, level, language, jobDescription, resumeId, thinkingTime, voice, cue, again, questions } = interview;
  const plan = { type, mode: mode ?? interview.mode, role, level, language, jobDescription, resumeId, thinkingTime, voice, cue };
  const answer = await askApi(event, 'createInterview', { body: again === null ? { ...plan, questions } : { ...plan, again }, idempotencyKey: key });
  if (answer.ok) redirect(303, `/interviews/${answer.reply.id}`);
  if (answer.problem.status === 401) failPage(event, answer.problem);
  return fail(answer.problem.status, { message: problemWords(answer.problem) });
}
