import { redirect } from '@sveltejs/kit';
import { askApi, callApi, fail } from '#lib/server/api.ts';
import { readingOf } from '#lib/report/reading.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { addNote, giveScore, makeLink, removeNote, revokeLink, takeScoreBack } from './actions.ts';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  const [me, { interview }, answer, { turns }, { items: notes }] = await Promise.all([
    callApi(event, 'me', {}),
    callApi(event, 'readInterview', { params }),
    askApi(event, 'readReport', { params }),
    callApi(event, 'readTranscript', { params }),
    callApi(event, 'listNotes', { params }),
  ]);
  if (!answer.ok) {
    if (interview.status !== 'completed') redirect(303, `/interviews/${interview.id}`);
    fail(event, answer.problem);
  }
  const { id, type, role, level, duration, startedAt, createdAt } = interview;
  const { report, recording, overrides } = answer.reply;
  const page = {
    me: me.id, report, recording, overrides, turns: turns.map(readingOf), notes,
    interview: { id, type, role, level, duration, heldAt: startedAt ?? createdAt },
  };
  if (interview.userId === me.id) return { ...page, candidateName: undefined, links: (await callApi(event, 'listShares', { params })).items };
  const { received } = await callApi(event, 'listCoachGrants', {});
  return { ...page, candidateName: received.find(({ candidateId }) => candidateId === interview.userId)?.candidateName ?? 'the candidate', links: undefined };
};

export const actions: Actions = { link: makeLink, revoke: revokeLink, note: addNote, removeNote, score: giveScore, takeBack: takeScoreBack };
