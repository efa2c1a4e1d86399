import { measureKeys, seriesFacts, skillKeys } from '@greenroom/contracts';
import { findInterview, listInterviewCompetencies, listPracticeSessions, type JudgedSession } from '@greenroom/database';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** Second minus first; unknown when one of them is. */
const compared = (first: number | null, second: number | null) => ({ first, second, difference: first === null || second === null ? null : second - first });

async function completed({ database }: Context, userId: string, interviewId: string, which: string): Promise<JudgedSession> {
  const [session] = await listPracticeSessions(database, userId, { ids: [interviewId], limit: 1 });
  if (session !== undefined) return session;
  const interview = await findInterview(database, interviewId);
  if (interview?.userId === userId) throw new ProblemError('not-ready', `The ${which} interview has no report yet. Compare it once it is completed.`);
  throw new ProblemError('not-found', `You have no ${which} interview with this id.`);
}

export const compareInterviews: Handler<'compareInterviews'> = async (context, { caller, query }) => {
  const [first, second] = await Promise.all([completed(context, caller.userId, query.first, 'first'), completed(context, caller.userId, query.second, 'second')]);
  const [before, after] = await Promise.all([first, second].map(({ interviewId }) => listInterviewCompetencies(context.database, interviewId)));
  const scoreOf = (list: typeof before, competency: string): number | null => list?.find((one) => one.competency === competency)?.score ?? null;
  const competencies = [...new Set([...(before ?? []), ...(after ?? [])].map(({ competency }) => competency))];
  return {
    first,
    second,
    skills: skillKeys.map((key) => ({
      key,
      ...compared(first.scores[key], second.scores[key]),
      firstJudge: first.judges[key],
      secondJudge: second.judges[key],
      sameJudge: first.judges[key] === second.judges[key],
    })),
    measures: measureKeys.map((key) => ({ key, better: seriesFacts[key].better, ...compared(first.measures?.[key] ?? null, second.measures?.[key] ?? null) })),
    competencies: competencies.map((competency) => ({ competency, ...compared(scoreOf(before, competency), scoreOf(after, competency)) })),
  };
};
