import { sitePages } from '@greenroom/contracts';
import { keepLetter, weeklyLetterReaders, weeklyProgress, type LetterReader, type WeeklyProgress } from '@greenroom/database';
import { heartbeat } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { lastWeek } from './last-week.ts';

const readersAtOnce = 200;

/** How the letter names the scores. */
const skillNames: Record<NonNullable<WeeklyProgress['bestChange']>['skill'], string> = { overall: 'Overall', content: 'Content', clarity: 'Clarity', confidence: 'Impression', fluency: 'Fluency' };

export function weeklyActivities({ database, siteUrl }: Context) {
  async function letterFor({ userId, email, fullName, settings }: LetterReader, nowMs: number): Promise<string | undefined> {
    const week = lastWeek(nowMs, settings.timeZone);
    if (week === undefined) return undefined;
    const progress = await weeklyProgress(database, userId, week.start);
    if (progress === null) return undefined;
    const key = `weekly-${userId}-${week.day}`;
    const status = await keepLetter(database, { template: 'weekly-progress', to: email, name: fullName, interviews: progress.interviews, lines: linesOf(progress, settings.fluencyScore), link: siteUrl + sitePages.progress }, key);
    return status === 'waiting' ? key : undefined;
  }

  return {
    /**
     * Writes the letters of those for whom it is Monday morning.
     * @param after the last person that was looked at; null at the beginning
     * @returns the keys of letters to send, and where to go on (null at the end)
     */
    async writeWeeklyLetters({ nowMs, after }: { nowMs: number; after: string | null }): Promise<{ keys: string[]; next: string | null }> {
      const readers = await weeklyLetterReaders(database, after, readersAtOnce);
      const keys: string[] = [];
      for (const reader of readers) {
        heartbeat();
        const key = await letterFor(reader, nowMs);
        if (key !== undefined) keys.push(key);
      }
      return { keys, next: readers.length < readersAtOnce ? null : (readers.at(-1)?.userId ?? null) };
    },
  };
}

function linesOf({ bestChange, nextPractice }: WeeklyProgress, fluencyScore: boolean): string[] {
  const lines: string[] = [];
  if (bestChange !== null && (fluencyScore || bestChange.skill !== 'fluency')) {
    lines.push(`${skillNames[bestChange.skill]}: ${Math.round(bestChange.value)} of 100, ${Math.max(1, Math.round(bestChange.difference))} more than before.`);
  }
  if (nextPractice !== null) lines.push(`To practise next: ${nextPractice}`);
  return lines;
}
