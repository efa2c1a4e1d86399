/** Removing an interview with everything of it. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { taskQueues, workflowIds, workflowNames, type EraseInterviewInput, type Interview } from '@greenroom/contracts';
import { deleteInterview } from '@greenroom/database';
import { dropAnalyticsCache } from '@greenroom/events';
import { keys } from '@greenroom/files';
import { tellAccessEnded } from './access-ended.ts';
import type { Context } from './context.ts';
import type { Logger } from './log.ts';

/**
 * First a workflow is started that does the same again a little later: it finishes what could not be done now, and sweeps up
 * what an interviewer or a recorder still stored while it was being stopped. Then everything is removed at once, the row that
 * proves whose it was last: until then the same request may be repeated.
 *
 * @throws PartUnavailableError and others that say that a retry helps; what was begun is then finished by the workflow
 */
export async function removeInterview(context: Context, { id, userId, startedAt }: Interview, log: Logger): Promise<void> {
  if (startedAt !== null) {
    await sweepLater(context, { interviewId: id, userId });
    await stopWorkflow(context, id);
    await context.rooms.close(id);
  }
  await context.files.remove(keys.interview(id));
  await context.events.forget(id);
  await dropAnalyticsCache(context.events, userId);
  const removed = await deleteInterview(context.database, id);
  if (startedAt === null && removed?.started === true) {
    // It was started while it was being removed.
    await sweepLater(context, { interviewId: id, userId });
    await stopWorkflow(context, id);
    await context.rooms.close(id);
  }
  await tellAccessEnded(context, { userId: null, interviewId: id }, log);
}

async function sweepLater({ durable }: Context, input: EraseInterviewInput): Promise<void> {
  await durable.reached(() =>
    durable.client.workflow.start(workflowNames.eraseInterview, {
      taskQueue: taskQueues.interviews,
      workflowId: workflowIds.eraseInterview(input.interviewId),
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
}

async function stopWorkflow({ durable }: Context, interviewId: string): Promise<void> {
  try {
    await durable.reached(() => durable.client.workflow.getHandle(workflowIds.interview(interviewId)).terminate('The interview is being removed.'));
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}
