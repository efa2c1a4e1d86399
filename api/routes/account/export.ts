import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { taskQueues, workflowIds, workflowNames, type AccountExportInput } from '@greenroom/contracts';
import { beginExport, exportDefaults, findAccount } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { accountGone } from './gone.ts';

/** One at a time; its workflow is started again when an earlier start did not come through. */
export const exportAccount: Handler<'exportAccount'> = async ({ database, durable }, { caller }) => {
  if ((await findAccount(database, caller.userId)) === undefined) accountGone();
  const made = await beginExport(database, caller.userId);
  if (made === undefined) throw new ProblemError('too-many', `You have asked for ${exportDefaults.atMost} copies within the last 24 hours. Download one of them, or ask again tomorrow.`);
  const input: AccountExportInput = { exportId: made.id, userId: caller.userId };
  try {
    await durable.reached(() =>
      durable.client.workflow.start(workflowNames.accountExport, {
        taskQueue: taskQueues.interviews,
        workflowId: workflowIds.accountExport(made.id),
        args: [input],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      }),
    );
  } catch (error) {
    // It ended between our two steps: its row says how.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return made;
};
