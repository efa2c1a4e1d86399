/** What a coach's page shows of the interviews in its lists. */
import type { ListedInterview } from '@greenroom/contracts';

export const runningQuery = { whose: 'granted', status: 'in_progress', limit: 50 } as const;

export const listed = ({ id, candidateName, type, mode, role, level, status, overallScore, duration, startedAt, createdAt, found }: ListedInterview) => ({
  id, candidateName: candidateName ?? 'A candidate', type, mode, role, level, status, overallScore, duration, at: startedAt ?? createdAt, found: found ?? null,
});

export type Running = ReturnType<typeof runningFrom>[number];
/** Those that wait longest for somebody come first. @param now epoch milliseconds */
export const runningFrom = (items: readonly ListedInterview[], now: number) =>
  items
    .map((item) => ({ ...listed(item), questions: item.questions.length, paused: item.pausedAt !== null, minutes: Math.max(0, Math.floor((now - Date.parse(item.startedAt ?? item.createdAt)) / 60_000)) }))
    .sort((a, b) => b.minutes - a.minutes);
