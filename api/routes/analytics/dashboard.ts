import { AccountSettings, Dashboard, skillKeys, type Dashboard as Reply, type WeakCompetency } from '@greenroom/contracts';
import { dayIn, findSettings, listPracticeSessions, listPracticeTimes, readPracticeTotals, streakOf, trendOf, weekOf, type JudgedSession } from '@greenroom/database';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { questionToPractise, recentlyAsked, scoredCompetencies } from '../../questions/practice.ts';
import { cached } from './cached.ts';

/** A dashboard's trend looks no further back. */
const trendSessions = 200;

export const readDashboard: Handler<'readDashboard'> = async (context, { caller, query, log }) => {
  // An account that has just been removed has no settings, and no interviews either.
  const timeZone = query.timeZone ?? (await findSettings(context.database, caller.userId) ?? AccountSettings.parse({})).timeZone;
  const dayOf = dayIn(timeZone);
  const today = dayOf(new Date());
  // The day belongs to the key: at midnight a streak is another one.
  return cached(context, log, { userId: caller.userId, variant: ['dashboard', timeZone, String(today)], reply: Dashboard }, async () => {
    const { database } = context;
    const [newestFirst, times, totals, [weakest]] = await Promise.all([
      listPracticeSessions(database, caller.userId, { limit: trendSessions }),
      listPracticeTimes(database, caller.userId),
      readPracticeTotals(database, caller.userId),
      scoredCompetencies(database, caller.userId),
    ]);
    const days = times.map(dayOf);
    const [last] = newestFirst;
    const sessions = [...newestFirst].reverse();
    return {
      lastInterview: last ?? null,
      trends: skillKeys.map((key) => trendOf(key, sessions.map(({ scores, judges }) => ({ value: scores[key], judge: judges[key] })), sessions.length < trendSessions)),
      streak: { timeZone, days: streakOf(days, today), weeks: streakOf(days.map(weekOf), weekOf(today)) },
      weakest: weakest ?? null,
      nextPractice: last === undefined ? null : await nextPractice(context, caller.userId, last, weakest),
      totals,
    };
  });
};

/** The weakest competency first; without one, another interview of the last type. */
async function nextPractice({ database }: Context, userId: string, last: JudgedSession, weakest: WeakCompetency | undefined): Promise<Reply['nextPractice']> {
  const question = weakest === undefined ? null : questionToPractise(weakest, last.level, await recentlyAsked(database, userId));
  return { type: weakest?.type ?? last.type, question, advice: last.nextPractice };
}
