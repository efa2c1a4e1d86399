import type { SignInProvider } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { createSeal, type Seal } from '../seal.ts';
import { createProviderClient, type ProviderClient } from './provider-client.ts';

/** What signing in needs besides passwords and tokens. */
export interface SignIn {
  /** Origins whose pages may use the refresh cookie. */
  origins: readonly string[];
  /** The API as a browser reaches it: an origin. */
  apiUrl: string;
  providers: Partial<Record<SignInProvider, ProviderClient>>;
  /** For what a browser keeps while its person is at a provider. */
  attempts: Seal;
}

export function createSignIn(settings: Settings): SignIn {
  const { apiUrl, providers } = settings.auth;
  return {
    origins: [apiUrl, ...settings.http.corsOrigins],
    apiUrl,
    providers: {
      ...(providers.google === undefined ? {} : { google: createProviderClient('google', providers.google) }),
      ...(providers.linkedin === undefined ? {} : { linkedin: createProviderClient('linkedin', providers.linkedin) }),
    },
    attempts: createSeal(settings.api.signingKeys, 'sign-in attempt'),
  };
}
