/** Waits for the day on which an account is to be deleted, and then removes everything. */
import { signals, type AccountDeletionInput } from '@greenroom/contracts';
import { condition, defineSignal, setHandler, sleep } from '@temporalio/workflow';
import { closeAccount, endInterviews, forgetAccount, gatherInterviews, plannedDeletion, removeAccountFiles, removeAccountRows } from './account-activities.ts';

export const accountRestored = defineSignal(signals.accountRestored);

export async function accountDeletion({ userId, settleSeconds }: AccountDeletionInput): Promise<'deleted' | 'kept'> {
  let told = false;
  setHandler(accountRestored, () => { told = true; });

  // The database knows the day; it may have been taken back, or planned anew, while nobody could tell us.
  for (;;) {
    const dueAt = await plannedDeletion(userId);
    if (dueAt === null) return 'kept';
    if (dueAt > Date.now()) {
      await condition(() => told, dueAt - Date.now());
      told = false;
    } else if (await closeAccount(userId)) break;
    // Its clock may be a little behind ours.
    else await sleep('1 second');
  }

  // Access tokens of before work for a while: what they begin meanwhile is ended and removed like the rest, before the rows go
  // that tell of it.
  let parts = { userId, interviewIds: await gatherInterviews(userId) };
  for (;;) {
    await endInterviews(parts);
    await removeAccountFiles(parts);
    const begunMeanwhile = await removeAccountRows(parts);
    if (begunMeanwhile.length === 0) break;
    parts = { userId, interviewIds: [...parts.interviewIds, ...begunMeanwhile] };
  }
  // One that was planned long ago may have been started in between.
  await endInterviews(parts);
  await forgetAccount(parts);
  // A recorder that stores its last seconds, an upload or a request under an access token that was given out before: what
  // they left is removed when none of them can work any more.
  await sleep(settleSeconds * 1000);
  await endInterviews(parts);
  await removeAccountFiles(parts);
  await forgetAccount(parts);
  return 'deleted';
}
