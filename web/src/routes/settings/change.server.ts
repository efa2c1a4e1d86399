/** A change of the account, from any page of the settings: kept by the API, and at once in what every page goes by. */
import type { AccountChange, Problem } from '@greenroom/contracts';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { askApi, fail as failPage, type Answer } from '#lib/server/api.ts';
import { keepChoices } from '#lib/server/choices.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { renewSession } from '#lib/server/renewal.ts';

/** What a form of the page says after it was sent: it was done, or why not; with what was typed. */
export interface Told {
  part: string;
  message: string | undefined;
  wrong: Record<string, string>;
  values: Record<string, string>;
}

const told = (part: string, rest: Partial<Told> = {}): Told => ({ part, message: undefined, wrong: {}, values: {}, ...rest });

export function refuse(event: RequestEvent, part: string, problem: Problem, values: Record<string, string> = {}) {
  // A wrong password is told beside the form; only a session that is over leads to the sign-in page.
  if (problem.status === 401 && !problem.type.endsWith('/wrong-credentials')) failPage(event, problem);
  return fail(problem.status, told(part, { message: problem.errors?.[0]?.message ?? problemWords(problem), values }));
}

export function refuseField(part: string, wrong: Record<string, string>, values: Record<string, string>) {
  return fail(400, told(part, { wrong, values }));
}

export function tell<T>(event: RequestEvent, part: string, answer: Answer<T>) {
  return answer.ok ? told(part) : refuse(event, part, answer.problem);
}

export async function changeAccount(event: RequestEvent, part: string, body: AccountChange, values: Record<string, string> = {}) {
  const answer = await askApi(event, 'changeAccount', { body });
  if (!answer.ok) return refuse(event, part, answer.problem, values);
  keepChoices(event.cookies, answer.reply.settings);
  // The access token says what one is: the next one says it rightly.
  if (body.role !== undefined) await renewSession(event);
  return told(part);
}
