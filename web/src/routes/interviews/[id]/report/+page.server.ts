import { redirect } from '@sveltejs/kit';
import { askApi, callApi, fail } from '#lib/server/api.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';
import { readingOf } from './reading.ts';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  const [{ interview }, answer, { turns }] = await Promise.all([
    callApi(event, 'readInterview', { params }),
    askApi(event, 'readReport', { params }),
    callApi(event, 'readTranscript', { params }),
  ]);
  if (!answer.ok) {
    if (interview.status !== 'completed') redirect(303, `/interviews/${interview.id}`);
    fail(event, answer.problem);
  }
  const { id, type, role, level, duration, startedAt, createdAt } = interview;
  const { report, recording } = answer.reply;
  return { interview: { id, type, role, level, duration, heldAt: startedAt ?? createdAt }, report, recording, turns: turns.map(readingOf) };
};
