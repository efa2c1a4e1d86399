import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import { askApi, callApi } from '#lib/server/api.ts';
import { nameOfCandidate } from '#lib/report/server/reader-of.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';
import { readTake } from './take.ts';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params, url } = event;
  const [me, { interview }] = await Promise.all([callApi(event, 'me', {}), callApi(event, 'readInterview', { params })]);
  // The page belongs to the interview that asked first.
  if (interview.again) redirect(303, `/interviews/${interview.again.interviewId}/again?question=${encodeURIComponent(interview.again.questionId)}&attempt=${interview.id}`);

  const own = interview.userId === me.id;
  const answer = await askApi(event, 'readReport', { params });
  if (!answer.ok) redirect(303, `/interviews/${interview.id}`);
  const { items } = await callApi(event, 'listInterviews', { query: { again: interview.id, whose: own ? 'own' : 'granted', limit: 100 } });
  const asked = url.searchParams.get('question') ?? items[0]?.again?.questionId ?? interview.questions[0]?.id;
  const question = interview.questions.find(({ id }) => id === asked);
  if (question === undefined) error(404, 'This interview has no such question.');

  const attempts = items.filter(({ again }) => again?.questionId === question.id).toReversed();
  const held = attempts.filter(({ status }) => status === 'completed');
  const chosen = held.find(({ id }) => id === url.searchParams.get('attempt')) ?? held.at(-1);
  const [candidateName, first, again] = await Promise.all([
    nameOfCandidate(event, interview.userId, me.id),
    readTake(event, interview, question.id),
    chosen && readTake(event, chosen, question.id),
  ]);
  return {
    own, candidateName, first, again,
    key: randomUUID(),
    interview: { id: interview.id, role: interview.role, typed: interview.mode === 'typed' },
    question: { id: question.id, text: question.text, competency: question.competency },
    questions: interview.questions.map(({ id }, i) => ({ id, number: i + 1, tries: items.filter((each) => each.again?.questionId === id).length })),
    attempts: attempts.map(({ id, status, createdAt, startedAt }, i) => ({ id, status, number: i + 2, at: startedAt ?? createdAt, chosen: id === chosen?.id })),
  };
};
