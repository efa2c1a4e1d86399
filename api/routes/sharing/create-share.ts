import { addShareLink } from '@greenroom/database';
import { newSecret } from '../../auth/secrets.ts';
import { signInEnded } from '../../auth/sign-in.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** Open at the same time, for one interview. */
const atMost = 20;
const hourMs = 3_600_000;

export const createShare: Handler<'createShare'> = async ({ database, siteUrl }, { interview, caller, body, log }) => {
  const { text: token, hash: tokenHash } = newSecret();
  const expiresAt = new Date(Date.now() + body.expiresInHours * hourMs);
  const share = await addShareLink(database, { interviewId: interview.id, tokenHash, scope: body.scope, expiresAt }, atMost, caller).catch(signInEnded);
  if (share === undefined) throw new ProblemError('too-many', `This interview has ${atMost} open links. Revoke one first.`);
  log.info({ 'interview.id': interview.id, 'share.scope': body.scope }, 'Interview shared by link');
  return { share, token, url: `${siteUrl}/shared/${token}` };
};
