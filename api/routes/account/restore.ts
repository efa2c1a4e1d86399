import { WorkflowNotFoundError } from '@temporalio/client';
import { signals, workflowIds } from '@greenroom/contracts';
import { cancelDeletion, findAccount } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError, ProblemError } from '../../problems.ts';
import { accountGone } from './gone.ts';

/** Safe to repeat, also when no deletion is planned. The database decides; the workflow asks it again before it does anything. */
export const restoreAccount: Handler<'restoreAccount'> = async ({ database, durable }, { caller, log }) => {
  if (!(await cancelDeletion(database, caller.userId))) {
    if ((await findAccount(database, caller.userId)) === undefined) accountGone();
    throw new ProblemError('being-deleted', 'The time of grace is over; this account is being removed.');
  }
  const workflow = durable.client.workflow.getHandle(workflowIds.accountDeletion(caller.userId));
  await durable.reached(() => workflow.signal(signals.accountRestored)).catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return;
    if (!(error instanceof PartUnavailableError)) throw error;
    // It will find out by itself on the day.
    log.warn({ error }, 'The workflow that waits for the deletion could not be told that the account is kept');
  });
  return (await findAccount(database, caller.userId)) ?? accountGone();
};
