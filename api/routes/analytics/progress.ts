import { measureKeys, Progress, seriesFacts, skillKeys } from '@greenroom/contracts';
import { listPracticeSessions, trendOf } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { cached } from './cached.ts';

/** More would be a line that nobody can read, and a long answer. */
const mostSessions = 500;
const dayMs = 24 * 3600 * 1000;

export const readProgress: Handler<'readProgress'> = (context, { caller, query, log }) => {
  const { range, type } = query;
  return cached(context, log, { userId: caller.userId, variant: ['progress', range, type], reply: Progress }, async () => {
    const since = range === 'all' ? undefined : new Date(Date.now() - Number.parseInt(range, 10) * dayMs);
    const newestFirst = await listPracticeSessions(context.database, caller.userId, { type, since, limit: mostSessions });
    const sessions = newestFirst.reverse();
    const whole = since === undefined && sessions.length < mostSessions;
    const skills = skillKeys.map((key) => {
      const observed = sessions.map(({ scores, judges }) => ({ value: scores[key], judge: scores[key] === null ? null : judges[key] }));
      return { ...trendOf(key, observed, whole), kind: 'skill' as const, unit: seriesFacts[key].unit, values: observed.map(({ value }) => value), judges: observed.map(({ judge }) => judge) };
    });
    const measures = measureKeys.map((key) => {
      const values = sessions.map((session) => session.measures?.[key] ?? null);
      return { ...trendOf(key, values.map((value) => ({ value, judge: null })), whole), kind: 'measure' as const, unit: seriesFacts[key].unit, values, judges: null };
    });
    return { range, type: type ?? null, sessions: sessions.map(({ interviewId, heldAt, type: of }) => ({ interviewId, heldAt, type: of })), series: [...skills, ...measures] };
  });
};
