/** A whole API against the real servers, with a database and a bucket of its own. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { apiPrefix, Problem, type NewInterview, type Interview, type UserRole } from '@greenroom/contracts';
import { createUser, migrate } from '@greenroom/database';
import { createTestDatabase } from '@greenroom/database/testing';
import { loadSettings, type Settings } from '@greenroom/settings';
import { createContext, type Context } from './context.ts';
import { createLog, type Logger } from './log.ts';
import { createApiServer } from './server.ts';

export interface Reply {
  status: number;
  headers: Headers;
  /** The parsed JSON, or the text. */
  body: unknown;
  /** Set when the reply is problem+json; it is checked against the contract. */
  problem: Problem | undefined;
}
interface CallOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface TestApi {
  context: Context;
  settings: Settings;
  /** Where it listens, with the prefix. */
  url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** An account without a usable password, and its token. */
  signUp(role?: UserRole): Promise<{ id: string; token: string }>;
  plan(token: string, change?: Partial<NewInterview>): Promise<Interview>;
  stop(): Promise<void>;
}

export interface TestApiOptions {
  /** Points a part elsewhere, for example to nowhere. */
  settings?: (settings: Settings) => Settings;
  port?: number;
  /** Otherwise nothing is logged. */
  log?: Logger;
}

/** Every test comes from one address, and they all count in one Redis. */
const unlimited = { address: 1e6, account: 1e6, signIn: 1e6, costly: 1e6 };

export async function startTestApi(env: Record<string, string>, options: TestApiOptions = {}): Promise<TestApi> {
  const given = loadSettings(env);
  const database = await createTestDatabase(given.database.url);
  const own = { ...given, database: { url: database.url }, files: { ...given.files, bucket: `api-${randomUUID().slice(0, 8)}` }, http: { ...given.http, limits: unlimited } };
  const settings = options.settings?.(own) ?? own;
  const context = await createContext(settings, options.log ?? createLog('silent'));
  if (settings.database.url === database.url) await migrate(context.database);
  if (settings.files.endpoint === given.files.endpoint) await context.files.ensureBucket();
  const server = createApiServer(context);
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${apiPrefix}`;

  async function call(method: string, path: string, { token, body, headers = {} }: CallOptions = {}): Promise<Reply> {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const parsed: unknown = /json/.test(type) && text !== '' ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed, problem: type.startsWith('application/problem+json') ? Problem.parse(parsed) : undefined };
  }

  return {
    context,
    settings,
    url,
    call,
    async signUp(role = 'candidate') {
      const { id } = await createUser(context.database, { email: `${randomUUID()}@example.com`, passwordHash: 'none', fullName: 'Dana Reyes', role });
      return { id, token: await context.tokens.issue({ userId: id, role }) };
    },
    async plan(token, change = {}) {
      const { body, status } = await call('POST', '/interviews', { token, body: { type: 'behavioral', role: 'Engineer', level: 'mid', ...change } });
      if (status !== 201) throw new Error(`No interview: ${JSON.stringify(body)}`);
      return body as Interview;
    },
    async stop() {
      await new Promise((done) => server.close(done).closeAllConnections());
      if (settings.files.endpoint === given.files.endpoint) await context.files.remove('interviews/');
      await context.close();
      await database.drop();
    },
  };
}
