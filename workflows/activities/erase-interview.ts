import { roomName, workflowIds, type EraseInterviewInput } from '@greenroom/contracts';
import { deleteInterview } from '@greenroom/database';
import { dropAnalyticsCache } from '@greenroom/events';
import { keys } from '@greenroom/files';
import { getClient } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Context } from '../context.ts';
import { unlessGone } from './not-found.ts';

export function eraseInterviewActivities({ database, events, files, rooms, log }: Context) {
  return {
    /** Ends the interview if it runs, and removes its room, files, events and rows. What is gone already is passed over. */
    async eraseInterviewNow({ interviewId, userId }: EraseInterviewInput): Promise<void> {
      await getClient().workflow.getHandle(workflowIds.interview(interviewId)).terminate('The interview is being removed.').catch((error: unknown) => {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      });
      await unlessGone(rooms.deleteRoom(roomName(interviewId)));
      const swept = await files.remove(keys.interview(interviewId));
      await events.forget(interviewId);
      await dropAnalyticsCache(events, userId);
      const row = await deleteInterview(database, interviewId);
      log.info({ interviewId, files: swept, row }, 'what was left of a removed interview is gone');
    },
  };
}
