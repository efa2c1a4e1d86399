import { findUserById, useOneTimeToken } from '@greenroom/database';
import { answersChallenge, hashSecret } from '../../auth/secrets.ts';
import { beginSession } from '../../auth/sign-in.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** The code alone, seen in an address bar or sent to somebody else's browser, is of no use: the verifier stayed with the client. */
export const exchangeProviderCode: Handler<'exchangeProviderCode'> = async (context, { body, ...exchange }) => {
  const used = await useOneTimeToken(context.database, hashSecret(body.code), ['sign-in-google', 'sign-in-linkedin']);
  const account = used && (await findUserById(context.database, used.userId));
  if (account === undefined || used?.challenge == null || !answersChallenge(body.verifier, used.challenge)) {
    throw new ProblemError('link-not-valid', 'This sign-in was finished before, took longer than a minute, or was begun elsewhere. Begin again.');
  }
  return beginSession(context, exchange, account, used.purpose === 'sign-in-google' ? 'google' : 'linkedin', body.session);
};
