import { may } from '@greenroom/contracts';
import { addCoachInvite, findUserById, revokeCoachInvite } from '@greenroom/database';
import type { Caller } from '../../auth/tokens.ts';
import { newSecret } from '../../auth/secrets.ts';
import { signInEnded } from '../../auth/sign-in.ts';
import type { Context } from '../../context.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { relationToInterview } from '../../relation.ts';

const lifetimeMs = 7 * 24 * 3_600_000;
/** Waiting at the same time. */
const atMost = 20;

export const inviteCoach: Handler<'inviteCoach'> = async (context, { caller, body, log }) => {
  const { database, mail, siteUrl } = context;
  const candidate = await findUserById(database, caller.userId);
  if (candidate === undefined) throw new ProblemError('not-signed-in', 'This account no longer exists.');
  if (body.interviewId !== null) await mayInviteTo(context, caller, body.interviewId);
  if (body.email !== undefined && !candidate.emailVerified) {
    throw new ProblemError('not-allowed', 'Confirm your own e-mail address before a letter is sent to somebody else. Or leave the address out, and pass the link on yourself.');
  }

  const { text: token, hash: tokenHash } = newSecret();
  const email = body.email ?? null;
  const invite = await addCoachInvite(database, { candidateId: caller.userId, interviewId: body.interviewId, email, tokenHash, expiresAt: new Date(Date.now() + lifetimeMs) }, atMost, caller.sessionId).catch(signInEnded);
  if (invite === undefined) throw new ProblemError('too-many', `${atMost} invitations wait for an answer. Take one back first.`);
  const url = `${siteUrl}/coach/accept#${token}`;
  if (email !== null) {
    await mail.send({ template: 'coach-invited', to: email, name: '', candidate: candidate.fullName, link: url }, `coach-invite-${invite.id}`).catch(async (error: unknown) => {
      // An invitation that nobody hears of: the same request may be made again.
      await revokeCoachInvite(database, invite.id, caller.userId);
      throw error;
    });
  }
  log.info({ 'interview.id': body.interviewId, 'invite.by_mail': email !== null }, 'Coach invited');
  return { invite, token, url };
};

async function mayInviteTo(context: Context, caller: Caller, interviewId: string): Promise<void> {
  const found = await relationToInterview(context, caller, interviewId);
  if (found === undefined || found.relation === 'foreign') throw new ProblemError('not-found', 'There is no interview with this id that you may see.');
  if (!may(caller.role, found.relation, 'interview:invite')) throw new ProblemError('not-allowed', 'Only the candidate invites coaches to an interview.');
}
