import { redirect } from '@sveltejs/kit';
import { askApi, callApi, fail as failPage } from '#lib/server/api.ts';
import { liveAddress } from '#lib/server/live-address.ts';
import { requireSignedIn, roleOf } from '#lib/server/session.ts';
import { deskFrom } from './desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const { params } = event;
  if (roleOf(event.locals.accessToken) !== 'coach') redirect(303, `/interviews/${params.id}`);
  const answer = await askApi(event, 'readInterview', { params });
  if (!answer.ok) {
    // A grant that has ended looks as if there had never been an interview: for a coach that is what it means.
    if (answer.problem.status === 404 || answer.problem.status === 403) return { view: 'no-access' } as const;
    failPage(event, answer.problem);
  }
  const { interview, progress } = answer.reply;
  const [me, { received }] = await Promise.all([callApi(event, 'me', {}), callApi(event, 'listCoachGrants', {})]);
  if (interview.userId === me.id) redirect(303, `/interviews/${params.id}`);
  const { id, type, role, level, mode, status, questions, startedAt, duration, thinkingTime } = interview;
  const candidate = received.find(({ candidateId }) => candidateId === interview.userId)?.candidateName ?? 'The candidate';
  const about = { id, type, role, level, mode, status, questions, duration, thinkingTime };
  if (status !== 'in_progress' || startedAt === null) return { view: 'not-running', interview: about, candidate, progress } as const;

  const [{ turns }, { items: notes }] = await Promise.all([callApi(event, 'readTranscript', { params, query: { format: 'json' } }), callApi(event, 'listNotes', { params })]);
  return {
    view: 'desk', interview: about, candidate, notes, liveUrl: liveAddress(),
    me: { id: me.id, name: me.fullName },
    clockNow: (Date.now() - Date.parse(startedAt)) / 1000,
    desk: { ...deskFrom(turns, questions), paused: interview.pausedAt !== null, coachLeads: progress?.coachLeads ?? false, over: progress?.phase === 'finishing' ? ('finishing' as const) : undefined },
  } as const;
};
