import { redirect } from '@sveltejs/kit';
import { readingOf } from '#lib/report/reading.ts';
import { askApi, callApi } from '#lib/server/api.ts';
import { nameOfCandidate, shownNotes } from '#lib/report/server/reader-of.ts';
import { soundOf } from '#lib/report/server/sound.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  const [me, { interview }, answer] = await Promise.all([callApi(event, 'me', {}), callApi(event, 'readInterview', { params }), askApi(event, 'readReport', { params })]);
  // Its page says how far it is. What was typed has nothing to play: the report shows all of it.
  if (!answer.ok) redirect(303, `/interviews/${interview.id}`);
  if (interview.mode === 'typed') redirect(303, `/interviews/${interview.id}/report`);
  const { report, recording } = answer.reply;
  const [{ turns }, { items: notes }, sound, candidateName] = await Promise.all([
    callApi(event, 'readTranscript', { params }),
    callApi(event, 'listNotes', { params }),
    soundOf(recording, () => askApi(event, 'readPeaks', { params })),
    nameOfCandidate(event, interview.userId, me.id),
  ]);
  const { id, type, role, level, duration, startedAt, createdAt } = interview;
  return {
    interview: { id, type, role, level, duration, heldAt: startedAt ?? createdAt },
    candidateName, recording, sound,
    turns: turns.map(readingOf),
    questions: report.questions.map(({ questionId, question, turnSeqs }) => ({ questionId, question, turnSeqs })),
    notes: shownNotes(notes, me.id, interview.userId),
  };
};
