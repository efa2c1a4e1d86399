import { InterviewType } from '@greenroom/contracts';
import { redirect } from '@sveltejs/kit';
import { askApi, callApi, fail } from '#lib/server/api.ts';
import { problemWords } from '#lib/server/problem-words.ts';
import { requireSignedIn } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

const perPage = 20;
const longestSearch = 200;
const dayMs = 24 * 3600_000;
const spans = { '30d': 30, '90d': 90, '365d': 365 } as const;
type Span = keyof typeof spans;
const isSpan = (text: string | null): text is Span => text !== null && text in spans;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const load: PageServerLoad = async (event) => {
  requireSignedIn(event);
  const asked = event.url.searchParams;
  const q = (asked.get('q') ?? '').trim();
  const type = InterviewType.safeParse(asked.get('type')).data ?? null;
  const range = asked.get('range');
  const span = isSpan(range) ? range : null;
  const first = asked.get('first');
  const cursor = asked.get('cursor');
  const shown = { q, type, span, paged: cursor !== null };

  const [chosen, answer] = await Promise.all([
    first !== null && uuid.test(first) ? callApi(event, 'readInterview', { params: { id: first } }) : undefined,
    q.length > longestSearch ? undefined : askApi(event, 'listInterviews', {
      query: {
        status: 'completed', limit: perPage, ...(q === '' ? {} : { q }), ...(type === null ? {} : { type }), ...(cursor === null ? {} : { cursor }),
        ...(span === null ? {} : { from: new Date(Date.now() - spans[span] * dayMs).toISOString() }),
      },
    }),
  ]);
  const second = chosen && { id: chosen.interview.id, role: chosen.interview.role, at: chosen.interview.startedAt ?? chosen.interview.createdAt };
  if (answer === undefined) return { ...shown, first: second, problem: `Search for at most ${longestSearch} characters.`, interviews: [], nextCursor: null };
  if (!answer.ok) {
    // A page that is not there any more, or words that cannot be searched for: the words stay in the form.
    if (cursor !== null && answer.problem.status === 400) redirect(303, event.url.pathname);
    if (answer.problem.status === 400) return { ...shown, first: second, problem: problemWords(answer.problem), interviews: [], nextCursor: null };
    fail(event, answer.problem);
  }
  const interviews = answer.reply.items.map((each) => ({
    id: each.id, role: each.role, type: each.type, level: each.level, mode: each.mode, score: each.overallScore, duration: each.duration, at: each.startedAt ?? each.createdAt, found: each.found,
  }));
  return { ...shown, first: second, problem: undefined, interviews, nextCursor: answer.reply.nextCursor };
};
