/** For the tests of signing in: an API whose passwords are hashed quickly, its people, and the letters they were sent. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Mail, SignedIn, type MailTemplate } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { startTestApi, type TestApi } from '../testing.ts';

/** bcrypt's lowest; the settings of a real process allow no less than 12. */
const quickCost = 4;
export const goodPassword = 'a quiet green room';

export function startSignInApi(env: Record<string, string>, change: (settings: Settings) => Settings = (same) => same, port?: number): Promise<TestApi> {
  return startTestApi(env, { settings: (settings) => change({ ...settings, auth: { ...settings.auth, bcryptCost: quickCost } }), ...(port === undefined ? {} : { port }) });
}

export const someAddress = (): string => `${randomUUID()}@example.com`;

/** Registers somebody and signs them in. */
export async function newPerson(api: TestApi, email = someAddress()): Promise<SignedIn> {
  const { status } = await api.call('POST', '/auth/register', { body: { email, password: goodPassword, fullName: 'Dana Reyes' } });
  if (status !== 202) throw new Error(`Not registered: ${status}`);
  return signIn(api, email);
}

export async function signIn(api: TestApi, email: string, password = goodPassword): Promise<SignedIn> {
  const { status, body } = await api.call('POST', '/auth/login', { body: { email, password } });
  if (status !== 200) throw new Error(`Not signed in: ${JSON.stringify(body)}`);
  return SignedIn.parse(body);
}

/** The letters to an address that wait to be sent, oldest first: the workflow that sends them has no worker in these tests. */
export async function lettersTo(api: TestApi, email: string, template?: MailTemplate): Promise<Mail[]> {
  const rows = await api.context.database.selectFrom('letters').select('mail').where('toEmail', '=', email.toLowerCase()).orderBy('createdAt').execute();
  return rows.map(({ mail }) => Mail.parse(mail)).filter((mail) => template === undefined || mail.template === template);
}

/** The token in the link of the newest letter of a kind. */
export async function tokenInLetter(api: TestApi, email: string, template: 'verify-email' | 'reset-password'): Promise<string> {
  const letter = (await lettersTo(api, email, template)).at(-1);
  if (letter === undefined || !('link' in letter)) throw new Error(`No letter "${template}" to ${email}`);
  return new URL(letter.link).searchParams.get('token') ?? '';
}

/** Milliseconds of the quickest of several runs, one after the other. */
export async function quickestOf(runs: number, run: () => Promise<unknown>): Promise<number> {
  let quickest = Infinity;
  for (let done = 0; done < runs; done++) {
    const since = performance.now();
    await run();
    quickest = Math.min(quickest, performance.now() - since);
  }
  return quickest;
}

/** For a server whose own address must be known before it starts. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
