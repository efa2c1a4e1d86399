import { callApi } from '#lib/server/api.ts';
import { showProblem } from '#lib/server/session.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  if (event.locals.accessToken === undefined) {
    if (event.locals.notRenewed !== undefined) showProblem(event.locals.notRenewed);
    return { interviews: undefined };
  }
  const { items } = await callApi(event, 'listInterviews', {});
  return {
    interviews: items.map(({ id, type, role, level, status, overallScore, duration, createdAt, questions }) => {
      return { id, type, role, level, status, overallScore, duration, createdAt, questionCount: questions.length };
    }),
  };
};
