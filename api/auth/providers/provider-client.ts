/** Google and LinkedIn by OpenID Connect: the way there, and who came back. */
import {
  allowInsecureRequests, AuthorizationResponseError, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, ClientError, discovery, fetchUserInfo,
  randomNonce, randomPKCECodeVerifier, randomState, ResponseBodyError, type Configuration,
} from 'openid-client';
import { z } from 'zod';
import type { ProviderProblem, SignInProvider } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';

type ProviderSettings = NonNullable<Settings['auth']['providers'][SignInProvider]>;

/** For a provider's answer to anything; a person is waiting. */
const timeoutSeconds = 5;
const scope = 'openid email profile';

/**
 * LinkedIn's web sign-in refuses a PKCE verifier and leaves the nonce out of its ID token (seen by Auth.js, Authlib, Hanko and
 * others). There the state, sealed into this browser's cookie, and the client's secret have to do; with Google all three hold.
 */
const manners = {
  google: { name: 'Google', pkce: true, nonce: true },
  linkedin: { name: 'LinkedIn', pkce: false, nonce: false },
} as const satisfies Record<SignInProvider, { name: string; pkce: boolean; nonce: boolean }>;

/** What has to be remembered of a way there, to check the way back. */
export interface Attempt {
  state: string;
  nonce: string;
  codeVerifier: string;
}
/** Who came back, as the provider says. */
export interface ProviderPerson {
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
  fullName: string | undefined;
}
/** A sign-in with a provider that did not work, and what the person is told. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
  readonly problem: ProviderProblem;
  constructor(problem: ProviderProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}

export interface ProviderClient {
  name: string;
  /** @throws ProviderError when the provider does not say where to go */
  begin(redirectUri: string): Promise<{ url: URL; attempt: Attempt }>;
  /** @param cameBackTo the whole address @throws ProviderError */
  finish(cameBackTo: URL, attempt: Attempt): Promise<ProviderPerson>;
}

export function createProviderClient(id: SignInProvider, settings: ProviderSettings): ProviderClient {
  const { name, pkce, nonce } = manners[id];
  const configuration = discoveredOnce(settings);
  const configured = async (): Promise<Configuration> => {
    try {
      return await configuration();
    } catch (cause) {
      throw new ProviderError('unavailable', `${name} does not say how to sign in with it.`, { cause });
    }
  };
  return {
    name,
    async begin(redirectUri) {
      const config = await configured();
      const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state: attempt.state,
        ...(nonce ? { nonce: attempt.nonce } : {}),
        ...(pkce ? { code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier), code_challenge_method: 'S256' } : {}),
      });
      return { url, attempt };
    },
    async finish(cameBackTo, attempt) {
      const config = await configured();
      try {
        const tokens = await authorizationCodeGrant(config, cameBackTo, {
          expectedState: attempt.state, idTokenExpected: true, ...(nonce ? { expectedNonce: attempt.nonce } : {}), ...(pkce ? { pkceCodeVerifier: attempt.codeVerifier } : {}),
        });
        const inToken = tokens.claims();
        if (inToken === undefined) throw new ProviderError('refused', `${name} sent no ID token.`);
        const claims = inToken['email'] === undefined ? { ...(await fetchUserInfo(config, tokens.access_token, inToken.sub)) } : inToken;
        return asPerson({ ...claims, sub: inToken.sub });
      } catch (cause) {
        throw asProviderError(name, cause);
      }
    },
  };
}

/** Asks for the provider's addresses and keys when they are needed, once; a failure is not kept. */
function discoveredOnce({ issuer, clientId, clientSecret }: ProviderSettings): () => Promise<Configuration> {
  let found: Promise<Configuration> | undefined;
  const url = new URL(issuer);
  // Without TLS only on one's own machine, for tests.
  const execute = url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) ? [allowInsecureRequests] : [];
  return () => {
    found ??= discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutSeconds });
    found.catch(() => (found = undefined));
    return found;
  };
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.email().max(320).optional().catch(undefined),
  // LinkedIn has sent it as text.
  email_verified: z.union([z.boolean(), z.literal('true').transform(() => true)]).optional().catch(undefined),
  name: z.string().trim().min(1).transform((name) => name.slice(0, 120)).optional().catch(undefined),
});

function asPerson(claims: unknown): ProviderPerson {
  const { sub, email, email_verified, name } = Claims.parse(claims);
  return { subject: sub, email, emailVerified: email_verified === true, fullName: name };
}

function asProviderError(name: string, cause: unknown): ProviderError {
  if (cause instanceof ProviderError) return cause;
  if (cause instanceof AuthorizationResponseError) {
    // LinkedIn has its own two words for it.
    const cancelled = ['access_denied', 'user_cancelled_login', 'user_cancelled_authorize'].includes(cause.error);
    return new ProviderError(cancelled ? 'cancelled' : 'refused', `${name} answers "${cause.error}".`, { cause });
  }
  if (cause instanceof ResponseBodyError) return new ProviderError('refused', `${name} answers "${cause.error}" when asked for the tokens.`, { cause });
  if (cause instanceof ClientError && !['OAUTH_TIMEOUT', 'OAUTH_ABORT'].includes(cause.code ?? '')) return new ProviderError('refused', `What ${name} sent does not fit: ${cause.message}.`, { cause });
  if (cause instanceof z.ZodError) return new ProviderError('refused', `What ${name} says about the person does not fit.`, { cause });
  return new ProviderError('unavailable', `${name} did not answer.`, { cause });
}
