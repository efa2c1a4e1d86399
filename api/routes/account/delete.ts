import { accountDeletion, sitePages, taskQueues, workflowIds, workflowNames, type AccountDeletionInput } from '@greenroom/contracts';
import { findAccount, findUserById, hasSignedInSince, planDeletion } from '@greenroom/database';
import type { Caller } from '../../auth/tokens.ts';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { accountGone } from './gone.ts';

const dayMs = 24 * 3600_000;

/** Plans the deletion and starts the workflow that waits for its day; asking again changes nothing. */
export const deleteAccount: Handler<'deleteAccount'> = async (context, { caller, body }) => {
  const { database, durable, mail, siteUrl } = context;
  await isReallyThem(context, caller, body.password);
  const dueAt = await planDeletion(database, caller.userId, new Date(Date.now() + context.deletionGraceDays * dayMs));
  const account = await findAccount(database, caller.userId);
  if (dueAt === undefined || account === undefined) accountGone();
  const input: AccountDeletionInput = { userId: caller.userId, settleSeconds: accountDeletion.settleSeconds };
  await durable.reached(() =>
    durable.client.workflow.start(workflowNames.accountDeletion, {
      taskQueue: taskQueues.interviews,
      workflowId: workflowIds.accountDeletion(caller.userId),
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    }),
  );
  if (account.emailVerified) {
    const letter = { template: 'deletion-planned', to: account.email, name: account.fullName, on: dayIn(account.settings.timeZone, dueAt), link: siteUrl + sitePages.settings } as const;
    await mail.send(letter, `deletion-planned-${caller.userId}-${dueAt.getTime()}`);
  }
  return { deletionPlannedAt: dueAt.toISOString() };
};

/** An access token alone is not enough for what cannot be undone. */
async function isReallyThem({ database, passwords }: Context, { userId, sessionId }: Caller, password: string | undefined): Promise<void> {
  const { passwordHash } = (await findUserById(database, userId)) ?? accountGone();
  if (passwordHash !== null) {
    if (password === undefined) throw new ProblemError('invalid-request', 'Send your password in the body.', { errors: [{ path: 'password', message: 'expected the password of this account' }] });
    if (!(await passwords.matches(password, passwordHash))) throw new ProblemError('wrong-credentials', 'This is not the password of this account.');
    return;
  }
  const since = new Date(Date.now() - accountDeletion.freshSignInSeconds * 1000);
  if (sessionId === undefined || !(await hasSignedInSince(database, userId, sessionId, since))) throw new ProblemError('sign-in-again', 'This account has no password. Sign in with your provider once more, and ask again within ten minutes.');
}

/** The date there, as `2026-12-07`. */
function dayIn(timeZone: string, moment: Date): string {
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts['year']}-${parts['month']}-${parts['day']}`;
}
