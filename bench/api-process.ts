/** One API in a process of its own against real servers, with people and interviews, as the load measurements need it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSettings } from '@greenroom/settings';
import { createContext, type Context } from '../api/context.ts';
import { createLog } from '../api/log.ts';
import { cloneRoot, removeDataDir, startServers } from '../stack/index.ts';

export interface ApiProcess {
  /** With the prefix. */
  url: string;
  /** The same servers, for making people and publishing events. */
  context: Context;
  stop(): Promise<void>;
}

/** Limits are lifted: one machine plays a thousand people. */
const unlimited = { RATE_LIMIT_ADDRESS: '10000000', RATE_LIMIT_ACCOUNT: '10000000', RATE_LIMIT_SIGN_IN: '10000000', RATE_LIMIT_COSTLY: '10000000' };

export async function startApiProcess(say: (line: string) => void): Promise<ApiProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-load-'));
  const servers = await startServers({ dataDir, portPolicy: 'free', throwaway: true, say });
  const env: Record<string, string> = { ...servers.env, ...unlimited, LOG_LEVEL: 'warn' };
  const api = spawn(process.execPath, [join(cloneRoot, 'api/main.ts')], { env: { ...process.env, ...env, NODE_ENV: 'production' }, stdio: ['ignore', 2, 2] });
  const url = `${env['API_URL'] ?? ''}/api/v1`;
  for (const until = Date.now() + 60_000; !(await fetch(`${url}/health`).then(({ ok }) => ok, () => false)); await sleep(100)) {
    if (api.exitCode !== null || Date.now() > until) throw new Error('The API did not start: see above.');
  }
  const context = await createContext(loadSettings(env), createLog('warn'));
  return {
    url,
    context,
    async stop() {
      await context.close();
      if (api.exitCode === null) {
        api.kill('SIGTERM');
        await once(api, 'exit');
      }
      await servers.stop();
      await removeDataDir(dataDir);
    },
  };
}
