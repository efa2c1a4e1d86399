/** How the activities of an account's care are retried. They have a queue of their own, so that they never hold up an interview. */
import { log, ParentClosePolicy, proxyActivities, startChild } from '@temporalio/workflow';
import { taskQueues, workflowIds, workflowNames, type SendMailInput } from '@greenroom/contracts';
import type { AccountActivities } from '../account/index.ts';

const taskQueue = taskQueues.account;

/** A mail server that is away or busy is tried for a day, at the end every half an hour. */
export const { deliverLetter } = proxyActivities<AccountActivities>({
  taskQueue,
  startToCloseTimeout: '3 minutes',
  scheduleToCloseTimeout: '24 hours',
  retry: { initialInterval: '2 seconds', backoffCoefficient: 2, maximumInterval: '30 minutes' },
});

/** Short steps on the database and Redis, which are waited for. */
export const { giveUpLetter, keepExportLetter, plannedDeletion, closeAccount, gatherInterviews, removeAccountRows, forgetAccount, overdueDeletions, removeOldAccess } = proxyActivities<AccountActivities>({
  taskQueue,
  startToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '1 minute' },
});

/** Walks over files or people; says that it is alive. */
export const { endInterviews, removeAccountFiles, removeOldRecordings, removeOldExports, writeWeeklyLetters, failExport } = proxyActivities<AccountActivities>({
  taskQueue,
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '3 minutes',
  retry: { initialInterval: '1 second', maximumInterval: '5 minutes' },
});

export const { makeExport } = proxyActivities<AccountActivities>({
  taskQueue,
  startToCloseTimeout: '6 hours',
  heartbeatTimeout: '10 minutes',
  retry: { initialInterval: '5 seconds', maximumInterval: '10 minutes', maximumAttempts: 6 },
});

/** Has a letter that waits in the database sent, by a workflow of its own. */
export async function sendLetter(key: string): Promise<void> {
  const input: SendMailInput = { key };
  try {
    await startChild(workflowNames.sendMail, {
      workflowId: workflowIds.mail(key),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    });
  } catch (error) {
    if (!isAlreadyStarted(error)) throw error;
    log.info('this letter is on its way already', { key });
  }
}

/** The workflow library does not export this error's class. */
export const isAlreadyStarted = (error: unknown): boolean => error instanceof Error && error.name === 'WorkflowExecutionAlreadyStartedError';
