/** `npm start` and `npm run demo`: the system in the foreground, until Ctrl-C. */
import { prepareDemo, runDemo, type DemoPlan } from '../demo/run.ts';
import { cloneDataDir } from '../places.ts';
import { startWatchdog } from '../processes/watchdog.ts';
import { claim, noteRunning, noteStopped, readRunning, type RunningRow } from '../running.ts';
import { removeDataDir } from '../servers/data-dir.ts';
import type { RunningServer } from '../servers/server.ts';
import { StackError } from '../stack-error.ts';
import { startSystem, type RunningSystem } from '../system/start-system.ts';
import { exitCodes, stopSignal } from './stop-signals.ts';

export type StartOptions = { kind: 'demo'; args: string[] } | { kind: 'start'; fresh: boolean; verbose: boolean };

const say = (line: string) => void process.stderr.write(`${line}\n`);

export async function start(options: StartOptions): Promise<number> {
  const startedAtMs = Number(process.env['GREENROOM_STARTED_AT_MS']) || Date.now();
  const signalled = stopSignal();
  // A fault in the options or the recordings is told before anything is started.
  const plan = options.kind === 'demo' ? await prepareDemo(options.args) : undefined;
  if (options.kind === 'start' && options.fresh) await forgetEverything();
  await claim(cloneDataDir, 'system');
  const watchdog = startWatchdog();
  try {
    const servers = await serversOfUp();
    const starting = startSystem({ dataDir: cloneDataDir, say, watchdog, verbose: options.kind === 'start' && options.verbose, ...(servers === undefined ? {} : { servers }) });
    const system = await Promise.race([starting, signalled]);
    if (typeof system === 'string') {
      starting.catch(() => {});
      say('stopping');
      return exitCodes[system];
    }
    await noteRunning(cloneDataDir, { kind: 'system', rows: rowsOf(system), env: {} });
    try {
      return await Promise.race([whileItRuns(plan, system, startedAtMs, signalled), system.failed.then((error) => Promise.reject(error))]);
    } finally {
      await system.stop();
    }
  } finally {
    await watchdog.close();
    await noteStopped(cloneDataDir, 'system');
  }
}

async function whileItRuns(plan: DemoPlan | undefined, system: RunningSystem, startedAtMs: number, signalled: ReturnType<typeof stopSignal>): Promise<number> {
  announce(system, startedAtMs);
  const ended = await (plan === undefined ? signalled : Promise.race([runDemo({ args: [], plan, system, startedAtMs }), signalled]));
  return typeof ended === 'number' ? ended : interrupted(ended);
}

/** Ctrl-C is how a person ends it: no failure. */
function interrupted(signal: Awaited<ReturnType<typeof stopSignal>>): number {
  say('stopping');
  return signal === 'SIGINT' ? 0 : exitCodes[signal];
}

/** For a person: where to go and who to be. */
export function announce(system: RunningSystem, startedAtMs: number): void {
  const { web, api, temporal } = system.addresses;
  say(`\nGreenroom is ready after ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s.\n`);
  say(`  site      ${web}`);
  say(`  API       ${api}/api/v1/health`);
  say(`  Temporal  ${temporal}`);
  say(`  mail      ${system.servers.find(({ name }) => name === 'mail')?.address ?? ''}`);
  for (const { email, password, role } of system.accounts) say(`  ${role.padEnd(9)} ${email}, password ${password}`);
  say(`  logs      ${cloneDataDir}/logs\n\nCtrl-C stops all of it.`);
}

async function serversOfUp(): Promise<{ env: Record<string, string>; servers: RunningServer[] } | undefined> {
  const up = await readRunning(cloneDataDir, 'servers');
  if (up === undefined) return undefined;
  if (!up.ready) throw new StackError(`The servers are still being started (process ${up.pid}): try again in a moment.`);
  say(`using the servers that are up (process ${up.pid})`);
  const servers = up.rows.map((row) => ({ name: row.name as RunningServer['name'], address: row.address ?? '', pid: () => row.pid, logFile: row.logFile, env: {}, restarts: () => row.restarts, stop: async () => {} }));
  return { env: up.env, servers };
}

async function forgetEverything(): Promise<void> {
  for (const kind of ['servers', 'system'] as const) {
    const running = await readRunning(cloneDataDir, kind);
    if (running !== undefined) throw new StackError(`The data is in use (process ${running.pid}): "npm run stack -- down" first.`);
  }
  await removeDataDir(cloneDataDir);
}

export function rowsOf({ servers, processes }: { servers: RunningServer[]; processes: RunningSystem['processes'] }): RunningRow[] {
  return [...servers, ...processes].map(({ name, address, pid, logFile, restarts }) => ({ name, address, pid: pid(), restarts: restarts(), logFile }));
}
