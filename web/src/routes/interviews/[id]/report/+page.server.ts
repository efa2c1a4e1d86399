import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { askApi, callApi, fail } from '#lib/server/api.ts';
import { readingOf } from '#lib/report/reading.ts';
import { nameOfCandidate, shownNotes } from '#lib/report/server/reader-of.ts';
import { soundOf } from '#lib/report/server/sound.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { Actions, PageServerLoad } from './$types';
import { addNote, giveScore, makeLink, practiseAgain, removeNote, revokeLink, takeScoreBack } from './actions.ts';
import { judgedAnswers } from './pauses.ts';

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
  const own = interview.userId === me.id;
  const [sound, candidateName, links, attempts, first] = await Promise.all([
    soundOf(recording, () => askApi(event, 'readPeaks', { params })),
    nameOfCandidate(event, interview.userId, me.id),
    own ? callApi(event, 'listShares', { params }) : undefined,
    own ? callApi(event, 'listInterviews', { query: { again: id } }) : undefined,
    interview.again && askApi(event, 'readInterview', { params: { id: interview.again.interviewId } }),
  ]);
  return {
    me: me.id, report, recording, overrides, turns: turns.map(readingOf), notes, candidateName,
    pauses: judgedAnswers(turns, interview.questions),
    wave: sound?.wave,
    shownNotes: shownNotes(notes, me.id, interview.userId),
    interview: { id, type, role, level, duration, heldAt: startedAt ?? createdAt },
    links: links?.items,
    /** The question that this interview practised anew, if it did: for whom the first one opens, too. A coach may be let in to one of them. */
    again: first?.ok ? interview.again : null,
    /** How often each question has been practised again since. */
    tries: Object.fromEntries(report.questions.map(({ questionId }) => [questionId, attempts?.items.filter(({ again, status }) => again?.questionId === questionId && status === 'completed').length ?? 0])),
    /** One button plans one interview, however often it is pressed. */
    key: randomUUID(),
  };
};

export const actions: Actions = { link: makeLink, revoke: revokeLink, note: addNote, removeNote, score: giveScore, takeBack: takeScoreBack, again: practiseAgain };
