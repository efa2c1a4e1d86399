/**
 * The next access token, when the one before is over. A page and what it loads ask at once, with the same refresh token, which
 * works once: so one request asks the API, and the others of the next moments get its answer.
 */
import type { SignedIn } from '@greenroom/contracts';
import type { RequestEvent } from '@sveltejs/kit';
import { askApi, type Answer } from './api.ts';
import { forgetSession, keepSession, readRefreshToken } from './session.ts';

/** A browser may still send the old token while the answer with the new one is on its way, or was lost. */
const keptMs = 30_000;
const renewals = new Map<string, Promise<Answer<SignedIn>>>();

/** Puts the access token into `event.locals`, from the refresh cookie; without one nothing happens. */
export async function renewSession(event: RequestEvent): Promise<void> {
  const refreshToken = readRefreshToken(event.cookies);
  if (refreshToken === undefined) return;
  const answer = await renewedOnce(event, refreshToken);
  if (answer.ok) {
    keepSession(event.cookies, answer.reply);
    event.locals.accessToken = answer.reply.accessToken;
  } else if (answer.problem.status >= 400 && answer.problem.status < 500 && answer.problem.status !== 429) {
    // The session is over, or the account is disabled: signing in again says which.
    forgetSession(event.cookies);
  } else {
    event.locals.notRenewed = answer.problem;
  }
}

function renewedOnce(event: RequestEvent, refreshToken: string): Promise<Answer<SignedIn>> {
  const known = renewals.get(refreshToken);
  if (known !== undefined) return known;
  const renewal = askApi(event, 'refresh', { body: { refreshToken } });
  renewals.set(refreshToken, renewal);
  const forget = () => void renewals.delete(refreshToken);
  renewal.then((answer) => (answer.ok ? setTimeout(forget, keptMs).unref() : forget()), forget);
  return renewal;
}
