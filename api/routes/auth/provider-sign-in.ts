/** To the provider and back: two redirects, with a sealed cookie between them that only this browser has. */
import { parseCookie } from 'cookie';
import type { Response } from 'express';
import { z } from 'zod';
import { apiPrefix, type ProviderProblem, type SignInProvider } from '@greenroom/contracts';
import { createOneTimeToken } from '@greenroom/database';
import { accountOf } from '../../auth/providers/account-of.ts';
import { ProviderError, type ProviderClient } from '../../auth/providers/provider-client.ts';
import { newSecret } from '../../auth/secrets.ts';
import type { Context } from '../../context.ts';
import type { Logger } from '../../log.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** How long a person may be at the provider. */
const attemptSeconds = 600;
/** From the redirect back to the exchange: one page load. */
const codeLifeMs = 60_000;
const cookieName = 'greenroom_attempt';
/** Lax, not strict: the browser comes back from another site. */
const cookie = { path: `${apiPrefix}/auth/oauth`, httpOnly: true, secure: true, sameSite: 'lax' } as const;

const KeptAttempt = z.object({ provider: z.string(), challenge: z.string(), state: z.string(), nonce: z.string(), codeVerifier: z.string() });

export const startProviderSignIn: Handler<'startProviderSignIn'> = async (context, { params, query, response, log }) => {
  const client = known(context, params.provider);
  try {
    const { url, attempt } = await client.begin(callbackUrl(context, params.provider));
    const kept = await context.signIn.attempts.seal({ ...attempt, provider: params.provider, challenge: query.challenge }, attemptSeconds);
    response.cookie(cookieName, kept, { ...cookie, maxAge: attemptSeconds * 1000 });
    response.redirect(302, url.href);
  } catch (error) {
    backWithProblem(context, response, log, error);
  }
};

export const finishProviderSignIn: Handler<'finishProviderSignIn'> = async (context, { params, request, response, log }) => {
  const client = known(context, params.provider);
  const sealed = parseCookie(request.headers.cookie ?? '')[cookieName];
  response.clearCookie(cookieName, cookie);
  try {
    const kept = KeptAttempt.safeParse(sealed === undefined ? undefined : await context.signIn.attempts.open(sealed));
    if (!kept.success || kept.data.provider !== params.provider) throw new ProviderError('expired', 'This browser has not begun this sign-in, or too long ago.');
    const cameBackTo = new URL(callbackUrl(context, params.provider));
    cameBackTo.search = new URL(request.originalUrl, context.signIn.apiUrl).search;
    const account = await accountOf(context.database, params.provider, await client.finish(cameBackTo, kept.data));
    const code = newSecret();
    await createOneTimeToken(context.database, { userId: account.id, purpose: `sign-in-${params.provider}`, tokenHash: code.hash, lifeMs: codeLifeMs, challenge: kept.data.challenge });
    response.redirect(302, `${context.siteUrl}/sign-in/finish?code=${code.text}`);
  } catch (error) {
    backWithProblem(context, response, log, error);
  }
};

function known({ signIn }: Context, provider: SignInProvider): ProviderClient {
  const client = signIn.providers[provider];
  if (client === undefined) throw new ProblemError('not-found', 'Signing in with this provider is not set up here.');
  return client;
}

const callbackUrl = ({ signIn }: Context, provider: SignInProvider): string => `${signIn.apiUrl}${apiPrefix}/auth/oauth/${provider}/callback`;

/** A person is looking: they go back to the sign-in page, which says what to do. */
function backWithProblem({ siteUrl }: Context, response: Response, log: Logger, error: unknown): void {
  if (!(error instanceof ProviderError)) throw error;
  const problem: ProviderProblem = error.problem;
  log[problem === 'refused' || problem === 'unavailable' ? 'warn' : 'info']({ error }, 'A sign-in with a provider did not work');
  response.redirect(302, `${siteUrl}/sign-in?problem=${problem}`);
}
