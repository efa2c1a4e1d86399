/** Starts the real servers, all at once, and stops them in the opposite order. */
import { mkdir } from 'node:fs/promises';
import { needSpace } from '../disk-space.ts';
import { installVoices } from '../voices/install.ts';
import { cacheDir as usualCacheDir } from '../places.ts';
import { choosePorts, type PortPolicy } from '../ports.ts';
import { startWatchdog, type Watchdog } from '../processes/watchdog.ts';
import { keepSecrets } from '../secrets.ts';
import { explainDiskError, type StackError } from '../stack-error.ts';
import { rotateLog } from './data-dir.ts';
import { startLiveKit } from './livekit.ts';
import { startMail } from './mail.ts';
import { startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';
import { startS3 } from './s3.ts';
import { startTemporal } from './temporal.ts';
import type { RunningServer, ServerName, StackContext } from './server.ts';

export interface ServerOptions {
  /** Databases, logs, keys. */
  dataDir: string;
  say: (line: string) => void;
  /** Left out: all of them, and the voices. */
  only?: readonly ServerName[];
  /** Default: the usual ports, where they are free. */
  portPolicy?: PortPolicy;
  /** For tests: nothing is flushed to the disk, Temporal has no page and no file. */
  throwaway?: boolean;
  env?: Record<string, string | undefined>;
  cacheDir?: string;
  /** Left out: one of its own. Closed when the start fails. */
  watchdog?: Watchdog;
  /** Told when a server crashed too often to be started again. */
  onGivenUp?: (error: StackError) => void;
}

export interface Servers {
  /** What `packages/settings` wants, complete when all servers were started. */
  env: Record<string, string>;
  servers: RunningServer[];
  watchdog: Watchdog;
  stop(): Promise<void>;
}

/** A new database takes 80 MB; the rest is for the interviews of a day. */
const neededMb = 300;

const starters: Record<ServerName, (context: StackContext) => Promise<RunningServer>> = {
  postgres: startPostgres, redis: startRedis, s3: startS3, livekit: startLiveKit, temporal: startTemporal, mail: startMail,
};

/**
 * Starts the servers that are not given by an address in the environment, installing what is missing.
 * @throws StackError in one line; nothing is left running then.
 */
export async function startServers(options: ServerOptions): Promise<Servers> {
  const { dataDir, say, portPolicy = 'usual', throwaway = false, env = process.env, cacheDir = usualCacheDir(env) } = options;
  const names = options.only ?? (Object.keys(starters) as ServerName[]);
  const ownWatchdog = options.watchdog === undefined;
  const watchdog = options.watchdog ?? startWatchdog();
  const running: RunningServer[] = [];
  const stop = async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
    if (ownWatchdog) await watchdog.close();
  };
  try {
    for (const name of names) await rotateLog(dataDir, name);
    await mkdir(dataDir, { recursive: true });
    await needSpace(dataDir, neededMb, undefined);
    const secrets = await keepSecrets(dataDir);
    const [{ api, metrics }, { agent }] = await Promise.all([
      choosePorts('the API', { api: { usual: Number(env['API_PORT']) || 8080, protocol: 'tcp' }, metrics: { usual: Number(env['API_METRICS_PORT']) || 9091, protocol: 'tcp' } }, portPolicy, say),
      choosePorts('the agent', { agent: { usual: Number(env['AGENT_HTTP_PORT']) || 8081, protocol: 'tcp' } }, portPolicy, say),
    ]);
    const context: StackContext = { dataDir, cacheDir, env, secrets, portPolicy, throwaway, watchdog, apiPort: api, say, onGivenUp: options.onGivenUp ?? ((error) => say(error.message)) };
    const voices = options.only === undefined ? installVoices(cacheDir, say) : Promise.resolve(undefined);
    await Promise.all([...names.map(async (name) => running.push(await starters[name](context))), voices]);
    return {
      env: {
        ...Object.assign({}, ...running.map((server) => server.env)) as Record<string, string>,
        API_HOST: '127.0.0.1', API_PORT: String(api), API_URL: `http://127.0.0.1:${api}`, API_METRICS_PORT: String(metrics), AGENT_HTTP_PORT: String(agent),
        AUTH_SIGNING_KEYS: env['AUTH_SIGNING_KEYS'] || secrets.authSigningKeys,
        FILE_ENCRYPTION_KEYS: env['FILE_ENCRYPTION_KEYS'] || secrets.fileEncryptionKeys,
        ...(options.only === undefined ? { SPEECH_MODELS_DIR: (await voices) as string } : {}),
      },
      servers: running, watchdog, stop,
    };
  } catch (error) {
    const stopped = stop();
    // Ends the ones that were still on their way, builds included; nothing can be started after that.
    await Promise.all([stopped, watchdog.close()]);
    throw explainDiskError(error, dataDir, undefined);
  }
}
