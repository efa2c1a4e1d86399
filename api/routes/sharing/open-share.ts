import { findInterview, openShareLink, type OpenedShare } from '@greenroom/database';
import type { Interview } from '@greenroom/contracts';
import { hashSecret } from '../../auth/secrets.ts';
import type { Context } from '../../context.ts';
import { ProblemError } from '../../problems.ts';

/** @throws ProblemError, the same whether the link never was, has expired or was revoked */
export async function openShare({ database }: Context, token: string, options: { view: boolean }): Promise<{ share: OpenedShare; interview: Interview }> {
  const share = await openShareLink(database, hashSecret(token), options);
  const interview = share && (await findInterview(database, share.interviewId));
  if (share === undefined || interview === undefined) throw new ProblemError('not-found', 'This link shows nothing (any more). Ask whoever sent it for a new one.');
  return { share, interview };
}
