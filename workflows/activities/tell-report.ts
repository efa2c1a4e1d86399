/** The report's scores and its feedback as live events, so that who has only the socket sees them before the interview is complete. */
import { scoreDimensions, type LiveEvent } from '@greenroom/contracts';
import { findReport } from '@greenroom/database';
import type { Context } from '../context.ts';

export function tellReportActivities({ database, events }: Context) {
  return {
    async tellReport({ interviewId, clockStartedAt }: { interviewId: string; clockStartedAt: number }): Promise<void> {
      const report = await findReport(database, interviewId);
      if (report === undefined) return;
      const at = Math.round(Date.now() - clockStartedAt) / 1000;
      const told: LiveEvent[] = [
        ...([...scoreDimensions, 'overall'] as const).map((dimension): LiveEvent => ({ type: 'interview:score', at, dimension, score: report.scores[dimension] })),
        { type: 'interview:feedback', at, text: report.summary, nextPractice: report.nextPractice },
      ];
      for (const event of told) await events.publish(interviewId, event);
    },
  };
}
