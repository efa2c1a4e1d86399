/** The built site on a free port, in front of the stand-in API, for the checks. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { account, startFixtureApi, type FixtureApi, type LiveKit } from './fixture-api.ts';

export interface BuiltSite {
  url: string;
  close(): Promise<void>;
}

export interface Site extends BuiltSite {
  api: FixtureApi;
}

export async function startSite(livekit: LiveKit | undefined = undefined): Promise<Site> {
  const api = await startFixtureApi(livekit);
  const site = await startBuiltSite(api.url, livekit?.url ?? 'ws://127.0.0.1:7880');
  return {
    url: site.url,
    api,
    close: async () => {
      await site.close();
      await api.close();
    },
  };
}

export async function startBuiltSite(apiUrl: string, livekitUrl: string): Promise<BuiltSite> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const entry = fileURLToPath(new URL('../build/index.js', import.meta.url));
  const site = spawn(process.execPath, [entry], {
    env: {
      PORT: String(port),
      HOST: '127.0.0.1',
      ORIGIN: url,
      BODY_SIZE_LIMIT: '12M',
      API_URL: apiUrl,
      LIVEKIT_PUBLIC_URL: livekitUrl,
      DEMO_ACCOUNT_EMAIL: account.email,
      DEMO_ACCOUNT_PASSWORD: account.password,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(site.stdout, 'data'),
    once(site, 'exit').then(() => Promise.reject(new Error('The site did not start. Build it first: npm run build'))),
  ]);
  return {
    url,
    close: async () => {
      const stopped = once(site, 'exit');
      site.kill('SIGTERM');
      await stopped;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
