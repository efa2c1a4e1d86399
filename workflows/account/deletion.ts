import { identities, roomName, workflowIds } from '@greenroom/contracts';
import { closeAccount, coachedNowIds, deleteAccountRows, overdueDeletions, ownInterviewIds, plannedDeletion } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { activityInfo, Context as Activity, heartbeat } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { unlessGone } from '../activities/not-found.ts';
import type { Context } from '../context.ts';

export interface AccountParts {
  userId: string;
  interviewIds: string[];
}

/** A workflow that waits for a day may be lost with Temporal's data: after so long somebody else takes over. */
const overdueMs = 3600_000;

export function deletionActivities({ database, files, events, rooms, log }: Context) {
  return {
    /** Epoch milliseconds; null when it was taken back, or the account is gone. */
    async plannedDeletion(userId: string): Promise<number | null> {
      return (await plannedDeletion(database, userId))?.getTime() ?? null;
    },

    /** No way back from here. @returns false when it is not due */
    async closeAccount(userId: string): Promise<boolean> {
      const closed = await closeAccount(database, userId);
      // A nudge for open sockets, which also look by themselves.
      if (closed) await events.tellAccessEnded({ userId, interviewId: null }).catch((error: unknown) => log.warn({ err: error, userId }, 'open sockets could not be told that the account is closed'));
      return closed;
    },

    async gatherInterviews(userId: string): Promise<string[]> {
      return ownInterviewIds(database, userId);
    },

    /**
     * Ends at once what is held or finished now, and leaves the rooms of others: no report is made for somebody who is gone. Every
     * interview is looked at, whatever its row says, if it still has one.
     */
    async endInterviews({ userId, interviewIds }: AccountParts): Promise<void> {
      for (const interviewId of interviewIds) {
        heartbeat();
        await Activity.current().client.workflow.getHandle(workflowIds.interview(interviewId)).terminate('The account is deleted.').catch((error: unknown) => {
          if (!(error instanceof WorkflowNotFoundError)) throw error;
        });
        await unlessGone(rooms.deleteRoom(roomName(interviewId)));
      }
      for (const interviewId of await coachedNowIds(database, userId)) {
        heartbeat();
        await unlessGone(rooms.removeParticipant(roomName(interviewId), identities.coach(userId)));
      }
    },

    /** Recordings, résumés, exports. */
    async removeAccountFiles({ userId, interviewIds }: AccountParts): Promise<number> {
      let removed = (await files.remove(keys.resumes(userId))) + (await files.remove(keys.accountExports(userId)));
      for (const interviewId of interviewIds) {
        heartbeat();
        removed += await files.remove(keys.interview(interviewId));
      }
      return removed;
    },

    /** @returns interviews that are not among the given ones: then nothing was removed. None: all is. */
    async removeAccountRows({ userId, interviewIds }: AccountParts): Promise<string[]> {
      const { removed, unknownIds } = await deleteAccountRows(database, userId, interviewIds);
      if (unknownIds.length > 0) {
        log.warn({ userId, interviews: unknownIds.length }, 'interviews were planned while the account was being deleted');
        return unknownIds;
      }
      log.info({ userId, removed, workflowId: activityInfo().workflowExecution?.workflowId }, 'the account was deleted');
      return [];
    },

    /** Live events, cached answers, tickets, counters. */
    async forgetAccount({ userId, interviewIds }: AccountParts): Promise<number> {
      return events.forgetAll([userId, ...interviewIds]);
    },

    async overdueDeletions(nowMs: number): Promise<string[]> {
      return overdueDeletions(database, new Date(nowMs - overdueMs));
    },
  };
}
