/** Our four processes, as Procfile and deploy/ name them, and how each one shows that it is ready. */
import { join } from 'node:path';
import type { Child } from '../processes/child.ts';
import { cloneRoot } from '../places.ts';
import type { ProcessSpec } from './supervise.ts';

type Environment = Record<string, string | undefined>;

const node = (file: string) => ['--disable-warning=ExperimentalWarning', join(cloneRoot, file)];

/** The three that nobody sees. */
export function innerProcesses(given: Environment): ProcessSpec[] {
  // Otherwise the media library prints its debug lines.
  const env: Environment = { ...given, NODE_ENV: 'production' };
  const api = env['API_URL'] as string;
  const agent = `http://127.0.0.1:${env['AGENT_HTTP_PORT']}`;
  return [
    { name: 'api', args: node('api/main.ts'), env, cwd: cloneRoot, address: api, readyTimeoutMs: 30_000, ready: () => answers(`${api}/api/v1/health`) },
    { name: 'workflows', args: node('workflows/main.ts'), env, cwd: cloneRoot, address: undefined, readyTimeoutMs: 60_000, ready: (child) => said(child, 'workflows ready') },
    // The worker's own page says 200 once it is registered with LiveKit.
    { name: 'agent', args: node('agent/main.ts'), env, cwd: cloneRoot, address: agent, readyTimeoutMs: 60_000, ready: () => answers(`${agent}/`) },
  ];
}

/** @param demoAccount offered on the sign-in page. */
export function siteProcess({ env, port, demoAccount }: { env: Environment; port: number; demoAccount: { email: string; password: string } | undefined }): ProcessSpec {
  const address = `http://127.0.0.1:${port}`;
  return {
    name: 'web', args: [join(cloneRoot, 'web/build/index.js')], cwd: join(cloneRoot, 'web'), address, readyTimeoutMs: 30_000, ready: () => answers(`${address}/`),
    // Addresses only: the site holds no secret of the system.
    env: { PATH: env['PATH'], HOME: env['HOME'], API_URL: env['API_URL'], API_PUBLIC_URL: env['API_PUBLIC_URL'], LIVEKIT_PUBLIC_URL: env['LIVEKIT_PUBLIC_URL'], HOST: '127.0.0.1', PORT: String(port), ORIGIN: address, BODY_SIZE_LIMIT: '12M', NODE_ENV: 'production', DEMO_ACCOUNT_EMAIL: demoAccount?.email, DEMO_ACCOUNT_PASSWORD: demoAccount?.password },
  };
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

async function said(child: Child, words: string): Promise<void> {
  if (!child.lastLines().some((line) => line.includes(words))) throw new Error(`it has not said "${words}"`);
}
