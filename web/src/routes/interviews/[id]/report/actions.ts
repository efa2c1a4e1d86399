/** What can be done on a report: show it by a link, practise a question again (its owner), note something at a moment, put a score beside (its coach). */
import { NoteVisibility, overridableScores, ShareScope, type Problem } from '@greenroom/contracts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage, tellApi } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import { secondsOf } from '#lib/wording.ts';

type Event = RequestEvent<{ id: string }>;
type Part = 'links' | 'notes' | 'scores' | 'again';

const refused = (part: Part, message: string, status = 400) => fail(status, { part, message, url: undefined });
const done = (part: Part, url?: string) => ({ part, message: undefined, url });

function refusedBy(event: Event, part: Part, problem: Problem) {
  if (problem.status === 401) failPage(event, problem);
  return refused(part, problem.errors?.map(({ message }) => message).join(' ') || problemWords(problem), problem.status);
}

async function formOf(event: Event): Promise<FormData> {
  requireSignedIn(event);
  return event.request.formData();
}

/** Gone already is as good as removed now. */
const told = (event: Event, part: Part, problem: Problem | undefined) => (problem === undefined || problem.status === 404 ? done(part) : refusedBy(event, part, problem));

export async function makeLink(event: Event) {
  const form = await formOf(event);
  const scope = ShareScope.options.filter((part) => form.getAll('scope').includes(part));
  if (scope.length === 0) return refused('links', 'Tick at least one thing that the link shows.');
  const answer = await askApi(event, 'createShare', { params: event.params, body: { scope, expiresInHours: Number(form.get('hours')) } });
  return answer.ok ? done('links', answer.reply.url) : refusedBy(event, 'links', answer.problem);
}

export async function revokeLink(event: Event) {
  const form = await formOf(event);
  return told(event, 'links', await tellApi(event, 'revokeShare', { params: { ...event.params, shareId: String(form.get('link')) } }));
}

export async function addNote(event: Event) {
  const form = await formOf(event);
  const at = secondsOf(String(form.get('at') ?? ''));
  if (at === undefined) return refused('notes', 'Write the moment as minutes and seconds, for example 1:23.');
  const text = String(form.get('text') ?? '').trim();
  if (text === '') return refused('notes', 'Write something first.');
  const visibility = NoteVisibility.safeParse(form.get('visibility')).data ?? 'private';
  const answer = await askApi(event, 'addNote', { params: event.params, body: { at, text, visibility } });
  return answer.ok ? done('notes') : refusedBy(event, 'notes', answer.problem);
}

export async function removeNote(event: Event) {
  const form = await formOf(event);
  return told(event, 'notes', await tellApi(event, 'removeNote', { params: { ...event.params, noteId: String(form.get('note')) } }));
}

const dimensionOf = (form: FormData) => overridableScores.find((dimension) => dimension === form.get('dimension')) ?? 'overall';

export async function giveScore(event: Event) {
  const form = await formOf(event);
  const value = Number(form.get('value') || NaN);
  if (!Number.isInteger(value) || value < 0 || value > 100) return refused('scores', 'A score is a whole number from 0 to 100.');
  const reason = String(form.get('reason') ?? '').trim();
  if (reason.length < 10) return refused('scores', 'Give a reason in at least ten characters: the candidate reads it.');
  const answer = await askApi(event, 'overrideScore', { params: { ...event.params, dimension: dimensionOf(form) }, body: { value, reason } });
  return answer.ok ? done('scores') : refusedBy(event, 'scores', answer.problem);
}

export async function takeScoreBack(event: Event) {
  const form = await formOf(event);
  return told(event, 'scores', await tellApi(event, 'withdrawScore', { params: { ...event.params, dimension: dimensionOf(form) } }));
}

/** The same question in an interview of its own, planned as the one it came from; then to its green room. */
export async function practiseAgain(event: Event) {
  const form = await formOf(event);
  const questionId = String(form.get('question') ?? '');
  const key = String(form.get('key') ?? '');
  const { interview } = await callApi(event, 'readInterview', { params: event.params });
  if (!interview.questions.some(({ id }) => id === questionId) || !/^[\da-f-]{36}$/.test(key)) return refused('again', 'This form is incomplete. Load the page again.');
  const { type, mode, role, level, language, jobDescription, thinkingTime, voice, cue } = interview;
  // A third try is compared with the first answer, too: all of them belong to the interview that asked first.
  const again = interview.again ?? { interviewId: interview.id, questionId };
  const answer = await askApi(event, 'createInterview', { body: { type, mode, role, level, language, jobDescription, thinkingTime, voice, cue, again }, idempotencyKey: `${key}-${questionId}` });
  if (answer.ok) redirect(303, `/interviews/${answer.reply.id}`);
  return refusedBy(event, 'again', answer.problem);
}
