import { endSession, endSessionOfToken } from '@greenroom/database';
import { clearRefreshCookie, readRefreshCookie, requireKnownOrigin } from '../../auth/refresh-cookie.ts';
import { hashSecret } from '../../auth/secrets.ts';
import type { Handler } from '../../operation.ts';

/** Whatever it is given that belongs to a session ends it; what belongs to none ends nothing, and says nothing about it. */
export const logout: Handler<'logout'> = async ({ database, tokens, signIn }, { body, request, response }) => {
  const inCookie = readRefreshCookie(request);
  if (inCookie !== undefined) requireKnownOrigin(request, signIn.origins);
  for (const token of [body.refreshToken, inCookie]) {
    if (token !== undefined) await endSessionOfToken(database, hashSecret(token), 'signed-out');
  }
  const caller = await tokens.verify(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (caller?.sessionId !== undefined) await endSession(database, caller.userId, caller.sessionId, 'signed-out');
  if (inCookie !== undefined) clearRefreshCookie(response);
};
