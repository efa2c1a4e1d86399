/** The whole of Greenroom on this machine: servers, then our four processes; and everything stopped again, in reverse. */
import { connectDatabase, migrate } from '@greenroom/database';
import { loadSettings } from '@greenroom/settings';
import { seedDemoAccounts, type DemoAccount } from '../../api/accounts/demo-accounts.ts';
import { choosePorts } from '../ports.ts';
import { startWatchdog } from '../processes/watchdog.ts';
import { rotateLog } from '../servers/data-dir.ts';
import { logFileOf, type RunningServer } from '../servers/server.ts';
import { startServers, type ServerOptions } from '../servers/start-servers.ts';
import type { StackError } from '../stack-error.ts';
import { buildWeb } from './build-web.ts';
import { terminalLine } from './log-lines.ts';
import { innerProcesses, siteProcess } from './our-processes.ts';
import { supervise, type ProcessName, type ProcessSpec, type SupervisedProcess } from './supervise.ts';

export interface SystemOptions extends Omit<ServerOptions, 'only' | 'onGivenUp'> {
  /** Everything that our processes log, not only warnings and errors. */
  verbose?: boolean;
  /** Servers that run already (`npm run stack -- up`): they are used and left running. */
  servers?: { env: Record<string, string>; servers: RunningServer[] };
}

export interface RunningSystem {
  /** What the processes were given. Holds secrets. */
  env: Record<string, string>;
  addresses: { web: string; api: string; livekit: string; temporal: string };
  accounts: DemoAccount[];
  servers: RunningServer[];
  processes: SupervisedProcess[];
  /** Resolves when a process or server crashed too often to go on. */
  failed: Promise<StackError>;
  /** The process's number now; it changes when it is started again after a crash. */
  pidOf(name: ProcessName): number | undefined;
  stop(): Promise<void>;
}

/** @throws StackError in one line; nothing is left running then. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { dataDir, say, portPolicy = 'usual', verbose = false, env: found = process.env } = options;
  const watchdog = options.watchdog ?? startWatchdog();
  const { promise: failed, resolve: onGivenUp } = Promise.withResolvers<StackError>();
  const processes: SupervisedProcess[] = [];
  let stopServers = async (): Promise<void> => {};
  const stop = async () => {
    await Promise.all(processes.splice(0).reverse().map((each) => each.stop()));
    await stopServers();
    if (options.watchdog === undefined) await watchdog.close();
  };
  try {
    const [servers] = await Promise.all([options.servers ?? startServers({ ...options, watchdog, onGivenUp }), buildWeb(dataDir, say)]);
    if ('stop' in servers) stopServers = servers.stop as () => Promise<void>;
    const ports = await choosePorts('the site', { web: { usual: Number(found['PORT']) || 3000, protocol: 'tcp' } }, portPolicy, say);
    // Links in letters lead to the site; one behind a proxy says where it is.
    const env = {
      ...servers.env,
      SITE_URL: found['SITE_URL'] || `http://127.0.0.1:${ports.web}`,
      // The site's own server calls the API from this machine, and says for whom.
      TRUSTED_PROXIES: found['TRUSTED_PROXIES'] || 'loopback',
    };
    const preparing = prepareDatabase(env);
    const shownBefore = new Set<string>();
    const onLine = (name: string, line: string) => {
      const shown = terminalLine(name, line, verbose);
      // A warning that comes every second would hide everything else; the log has them all.
      if (shown === undefined || (!verbose && shownBefore.has(shown))) return;
      shownBefore.add(shown);
      say(shown);
    };
    const begin = async (spec: ProcessSpec) => {
      await rotateLog(dataDir, spec.name);
      processes.push(await supervise(spec, { logFile: await logFileOf(dataDir, spec.name), watchdog, say, onLine, onGivenUp }));
    };
    // Only the sign-in page knows of the accounts; the others need not wait for them.
    const [accounts] = await Promise.all([
      preparing,
      ...innerProcesses({ ...found, ...env }).map(begin),
      preparing.then((made) => begin(siteProcess({ env: { ...found, ...env }, port: ports.web, demoAccount: made.find((account) => account.role === 'candidate') }))),
    ]);
    const addressOf = (name: string) => [...servers.servers, ...processes].find((each) => each.name === name)?.address ?? '';
    return {
      env, accounts, servers: servers.servers, processes, failed, stop,
      addresses: { web: addressOf('web'), api: addressOf('api'), livekit: addressOf('livekit'), temporal: addressOf('temporal') },
      pidOf: (name) => processes.find((each) => each.name === name)?.pid(),
    };
  } catch (error) {
    await Promise.all([stop(), watchdog.close()]);
    throw error;
  }
}

/**
 * The schema, and accounts with known passwords when the database is on this machine: in one elsewhere they would be a
 * door left open.
 */
async function prepareDatabase(env: Record<string, string>): Promise<DemoAccount[]> {
  const database = connectDatabase(loadSettings(env).database);
  try {
    await migrate(database);
    const { hostname } = new URL(env['DATABASE_URL'] as string);
    return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) ? await seedDemoAccounts(database) : [];
  } finally {
    await database.destroy();
  }
}
