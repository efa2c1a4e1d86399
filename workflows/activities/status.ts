import type { EndReason, InterviewStatus } from '@greenroom/contracts';
import { findInterview, listTurns, setInterviewStatus, setPaused } from '@greenroom/database';
import { dropAnalyticsCache } from '@greenroom/events';
import type { Context } from '../context.ts';

/** Each status may only follow these, so that a repeated step cannot undo a newer one. */
const mayFollow = {
  finishing: ['pending', 'in_progress'],
  completed: ['finishing'],
  abandoned: ['pending', 'in_progress', 'finishing'],
  failed: ['pending', 'in_progress', 'finishing'],
} as const satisfies Partial<Record<InterviewStatus, readonly InterviewStatus[]>>;

export interface StatusChange {
  interviewId: string;
  to: keyof typeof mayFollow;
  endReason: EndReason;
  /** How long the conversation lasted. */
  durationSeconds: number;
  /** Epoch milliseconds, for a status that nothing follows. */
  endedAt: number | null;
}

export function statusActivities({ database, events, log }: Context) {
  /** The person's dashboard shows the new report at once. Without Redis it may show the old state for as long as the cache lives. */
  async function showInAnalytics(interviewId: string): Promise<void> {
    const interview = await findInterview(database, interviewId);
    if (interview === undefined) return;
    await dropAnalyticsCache(events, interview.userId).catch((error: unknown) => log.warn({ err: error, interviewId }, 'analytics may be up to ten minutes old'));
  }

  return {
    async setStatus({ interviewId, to, endReason, durationSeconds, endedAt }: StatusChange): Promise<void> {
      const changed = await setInterviewStatus(database, interviewId, mayFollow[to], to, {
        endReason,
        duration: durationSeconds,
        ...(endedAt === null ? {} : { completedAt: new Date(endedAt) }),
      });
      log.info({ interviewId, to, endReason, changed }, 'status');
      if (to === 'completed') await showInAnalytics(interviewId);
    },

    /** `pausedAtMs`: epoch milliseconds, null when it goes on. */
    async setPaused({ interviewId, pausedAtMs }: { interviewId: string; pausedAtMs: number | null }): Promise<void> {
      await setPaused(database, interviewId, pausedAtMs === null ? null : new Date(pausedAtMs));
    },

    async hasCandidateSpoken(interviewId: string): Promise<boolean> {
      const turns = await listTurns(database, interviewId);
      return turns.some(({ speaker, text }) => speaker === 'candidate' && text.trim() !== '');
    },
  };
}
