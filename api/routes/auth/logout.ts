import { endSession, endSessionOfToken } from '@greenroom/database';
import { tellAccessEnded } from '../../access-ended.ts';
import { clearRefreshCookie, readRefreshCookie, requireKnownOrigin } from '../../auth/refresh-cookie.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';

/** Whatever it is given that belongs to a session ends it; what belongs to none ends nothing, and says nothing about it. */
export const logout: Handler<'logout'> = async (context, { body, request, response, log }) => {
  const { database, tokens, signIn } = context;
  const signedOut = new Set<string>();
  const inCookie = readRefreshCookie(request);
  if (inCookie !== undefined) requireKnownOrigin(request, signIn.origins);
  for (const token of [body.refreshToken, inCookie]) {
    const userId = token === undefined ? undefined : await endSessionOfToken(database, hashSecret(token), 'signed-out');
    if (userId !== undefined) signedOut.add(userId);
  }
  const caller = await tokens.verify(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (caller?.sessionId !== undefined && (await endSession(database, caller.userId, caller.sessionId, 'signed-out'))) signedOut.add(caller.userId);
  for (const userId of signedOut) await tellAccessEnded(context, { userId, interviewId: null }, log);
  if (inCookie !== undefined) clearRefreshCookie(response);
};
