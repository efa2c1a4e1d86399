/** What a weekly letter tells. */
import { skillKeys, type SkillKey } from '@greenroom/contracts';
import { listPracticeSessions } from './analytics.ts';
import type { Database } from './connect.ts';
import { median, trendOf } from './progress.ts';

export interface WeeklyProgress {
  /** Completed in the week. */
  interviews: number;
  /** The skill that differs most from before, as the week's median minus the median of what was before; null without enough evidence, or when nothing rose. */
  bestChange: { skill: SkillKey; difference: number; value: number } | null;
  /** The newest report's advice. */
  nextPractice: string | null;
}

const week = 7 * 24 * 3600 * 1000;
/** How far back "before" goes: the last interviews, whenever they were. */
const sessionsBefore = 50;

/**
 * @param weekStart the moment at which the week begins in the person's time zone; it ends seven times 24 hours later
 * @returns null when no interview was completed in it
 */
export async function weeklyProgress(db: Database, userId: string, weekStart: Date): Promise<WeeklyProgress | null> {
  const until = new Date(weekStart.getTime() + week);
  const sessions = (await listPracticeSessions(db, userId, { until, limit: sessionsBefore })).reverse();
  const inWeek = sessions.filter(({ heldAt }) => heldAt >= weekStart.toISOString());
  if (inWeek.length === 0) return null;
  const changes = skillKeys.flatMap((skill) => {
    const observations = sessions.map(({ scores, judges }) => ({ value: scores[skill], judge: judges[skill] }));
    // Only what is clear beyond the noise of single sessions is told.
    if (trendOf(skill, observations, sessions.length < sessionsBefore).change?.verdict !== 'better') return [];
    const judge = observations.findLast(({ value }) => value !== null)?.judge;
    const valuesOf = (some: typeof sessions): number[] => some.flatMap(({ scores, judges }) => (scores[skill] === null || judges[skill] !== judge ? [] : [scores[skill]]));
    const before = median(valuesOf(sessions.filter(({ heldAt }) => heldAt < weekStart.toISOString())));
    const now = median(valuesOf(inWeek));
    return before === null || now === null || now <= before ? [] : [{ skill, difference: now - before, value: now }];
  });
  const [bestChange] = changes.sort((a, b) => b.difference - a.difference);
  return { interviews: inWeek.length, bestChange: bestChange ?? null, nextPractice: inWeek.at(-1)?.nextPractice ?? null };
}
