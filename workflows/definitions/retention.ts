/** Once a day: what has been kept for long enough is removed. */
import { accountDeletion as deletionTimes, workflowIds, workflowNames, type AccountDeletionInput } from '@greenroom/contracts';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { isAlreadyStarted, overdueDeletions, removeOldAccess, removeOldExports, removeOldRecordings } from './account-activities.ts';

export async function retention(): Promise<{ recordings: number; exports: number; sessions: number; tokens: number; letters: number }> {
  const now = Date.now();
  let recordings = 0;
  for (let more = true; more;) {
    const done = await removeOldRecordings(now);
    recordings += done.removed;
    more = done.more;
  }
  const exports = await removeOldExports(now);
  const access = await removeOldAccess(now);
  for (const userId of await overdueDeletions(now)) await takeOver(userId);
  return { recordings, exports, ...access };
}

/** A deletion whose own workflow was lost. */
async function takeOver(userId: string): Promise<void> {
  const input: AccountDeletionInput = { userId, settleSeconds: deletionTimes.settleSeconds };
  try {
    await startChild(workflowNames.accountDeletion, { workflowId: workflowIds.accountDeletion(userId), args: [input], parentClosePolicy: ParentClosePolicy.ABANDON });
  } catch (error) {
    // It runs: then it is at work.
    if (!isAlreadyStarted(error)) throw error;
  }
}
