/** For tests: a real OpenID provider on this machine, and a visitor who goes through its pages as a browser would. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { Provider } from 'oidc-provider';

/** What the provider says about somebody who signs in with this name. */
export interface ProviderAccount {
  email?: string;
  email_verified?: boolean;
  name?: string;
}
export interface TestProvider {
  issuer: string;
  clients: Record<'google' | 'linkedin', { clientId: string; clientSecret: string; issuer: string }>;
  /** By the name that is typed into the provider's form. */
  accounts: Map<string, ProviderAccount>;
  stop(): Promise<void>;
}

/** @param apiUrl origin of the API, to which it may send browsers back */
export async function startTestProvider(apiUrl: string): Promise<TestProvider> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const accounts = new Map<string, ProviderAccount>();
  const client = (id: string) => ({ client_id: id, client_secret: randomUUID(), redirect_uris: [`${apiUrl}/api/v1/auth/oauth/${id}/callback`], token_endpoint_auth_method: 'client_secret_post' as const });
  const [google, linkedin] = [client('google'), client('linkedin')];
  const provider = new Provider(issuer, {
    clients: [google, linkedin],
    // Google's clients send one; LinkedIn's web clients must not.
    pkce: { required: (_, { clientId }) => clientId === 'google' },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
    cookies: { keys: [randomUUID()] },
    jwks: { keys: [{ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid: 'provider', use: 'sig', alg: 'RS256' }] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
  });
  server.on('request', provider.callback());
  const known = ({ client_id, client_secret }: ReturnType<typeof client>) => ({ clientId: client_id, clientSecret: client_secret, issuer });
  return {
    issuer, accounts, clients: { google: known(google), linkedin: known(linkedin) },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A browser without a window: it keeps cookies by host and path, and stops wherever it is told to. */
export class Visitor {
  readonly #cookies = new Map<string, { host: string; path: string; name: string; value: string }>();

  /** One request, without following where it leads. */
  async request(url: string, form?: Record<string, string>): Promise<{ status: number; location: string | undefined; text: string }> {
    const { host, pathname } = new URL(url);
    const cookie = [...this.#cookies.values()].filter((one) => one.host === host && pathname.startsWith(one.path)).map(({ name, value }) => `${name}=${value}`);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: cookie.length === 0 ? {} : { cookie: cookie.join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(host, line);
    const location = response.headers.get('location');
    return { status: response.status, location: location === null ? undefined : new URL(location, url).href, text: await response.text() };
  }

  /** Follows redirects from `url` until one leads to an address that starts with `until`, which is not visited. */
  async follow(url: string, until: string): Promise<string> {
    for (let at = url, hops = 0; hops < 10; hops++) {
      const { status, location, text } = await this.request(at);
      if (location === undefined) throw new Error(`${at} answers ${status} and leads nowhere: ${text.slice(0, 300)}`);
      if (location.startsWith(until)) return location;
      at = location;
    }
    throw new Error(`${url} leads nowhere`);
  }

  /** Signs in at the provider and agrees, or says no when asked. @param url of its authorization endpoint @returns the address of the API it sends back to */
  async signInAt(url: string, name: string, apiUrl: string, agree = true): Promise<string> {
    const { pathname } = new URL(url);
    const { origin } = new URL(url);
    let page = await this.follow(url, `${origin}/interaction/`);
    if (!agree) return this.follow(`${page}/abort`, apiUrl);
    for (const fields of [{ prompt: 'login', login: name, password: 'any' }, { prompt: 'consent' }]) {
      const { location } = await this.request(page, fields);
      if (location === undefined) throw new Error(`The provider's form ${pathname} leads nowhere`);
      const next = location.startsWith(apiUrl) ? location : await this.followEither(location, apiUrl, `${origin}/interaction/`);
      if (next.startsWith(apiUrl)) return next;
      page = next;
    }
    throw new Error('The provider asks again and again');
  }

  async followEither(url: string, ...until: string[]): Promise<string> {
    const { location, status } = await this.request(url);
    if (location === undefined) throw new Error(`${url} answers ${status}`);
    return until.some((start) => location.startsWith(start)) ? location : this.followEither(location, ...until);
  }

  forget(): void {
    this.#cookies.clear();
  }
  /** The cookies as they are now, to put them back later. */
  remember(): () => void {
    const kept = [...this.#cookies];
    return () => kept.forEach(([key, cookie]) => this.#cookies.set(key, cookie));
  }

  #keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    const over = attributes.some((one) => /^expires=/i.test(one) && Date.parse(one.slice(8)) <= Date.now());
    const key = `${host} ${path} ${name}`;
    if (over || value === '') this.#cookies.delete(key);
    else this.#cookies.set(key, { host, path, name, value });
  }
}
