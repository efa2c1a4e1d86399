/** `npm run stack -- up|down|status|reset`: only the servers, in the background. */
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isAlive } from '../install/exclusive.ts';
import { cloneDataDir, cloneRoot } from '../places.ts';
import { startWatchdog } from '../processes/watchdog.ts';
import { claim, noteRunning, noteStopped, readRunning, type RunningState } from '../running.ts';
import { removeDataDir } from '../servers/data-dir.ts';
import { startServers } from '../servers/start-servers.ts';
import { StackError } from '../stack-error.ts';
import { rowsOf } from './start.ts';
import { stopSignal } from './stop-signals.ts';

const say = (line: string) => void process.stderr.write(`${line}\n`);
const keeperLog = join(cloneDataDir, 'logs', 'stack.log');
/** Stopping takes about a second; Postgres may first have to write. */
const stopTimeoutMs = 20_000;

export async function stackCommand(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { yes: { type: 'boolean', default: false } } });
  switch (positionals[0]) {
    case 'up': return up();
    case 'keep': return keep();
    case 'down': return down();
    case 'status': return status();
    case 'reset': return reset(values.yes);
    default: throw new StackError('Usage: npm run stack -- up|down|status|reset [--yes]');
  }
}

/** Starts a keeper in the background, shows what it says, and returns when it is healthy. */
async function up(): Promise<number> {
  const running = (await readRunning(cloneDataDir, 'servers')) ?? (await readRunning(cloneDataDir, 'system'));
  if (running?.ready) {
    print([running]);
    return 0;
  }
  await mkdir(join(cloneDataDir, 'logs'), { recursive: true });
  const log = openSync(keeperLog, 'w', 0o600);
  const keeper = spawn(process.execPath, [...process.execArgv, join(cloneRoot, 'stack/main.ts'), 'stack', 'keep'], {
    cwd: cloneRoot, detached: true, stdio: ['ignore', log, log], env: { ...process.env, GREENROOM_BOOTSTRAP_PID: '' },
  });
  let ended: number | undefined;
  keeper.once('exit', (code) => (ended = code ?? 1));
  const interrupted = stopSignal().then((signal) => {
    keeper.kill('SIGTERM');
    throw new StackError(`stopped by ${signal}`);
  });
  const healthy = async (): Promise<RunningState | undefined> => {
    for (let shown = 0; ; await sleep(100)) {
      const text = await readFile(keeperLog, 'utf8');
      process.stderr.write(text.slice(shown));
      shown = text.length;
      if (ended !== undefined) return undefined;
      const state = await readRunning(cloneDataDir, 'servers');
      if (state?.ready && state.pid === keeper.pid) return state;
    }
  };
  const state = await Promise.race([healthy(), interrupted]);
  if (state === undefined) return 1;
  keeper.unref();
  print([state]);
  return 0;
}

async function keep(): Promise<number> {
  const signalled = stopSignal();
  await claim(cloneDataDir, 'servers');
  const watchdog = startWatchdog();
  try {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    const servers = await Promise.race([startServers({ dataDir: cloneDataDir, say, watchdog, onGivenUp: reject }), signalled]);
    if (typeof servers === 'string') return 1;
    await noteRunning(cloneDataDir, { kind: 'servers', rows: rowsOf({ servers: servers.servers, processes: [] }), env: servers.env });
    try {
      await Promise.race([signalled, failed]);
    } finally {
      await servers.stop();
    }
    return 0;
  } finally {
    await watchdog.close();
    await noteStopped(cloneDataDir, 'servers');
  }
}

async function down(): Promise<number> {
  const running = await everythingThatRuns();
  if (running.length === 0) say('nothing runs from this clone');
  for (const { pid, kind } of running) {
    process.kill(pid, 'SIGTERM');
    for (const until = Date.now() + stopTimeoutMs; isAlive(pid); await sleep(50)) {
      if (Date.now() > until) throw new StackError(`Process ${pid} does not stop: end it with "kill -9 ${pid}"; its servers end with it.`);
    }
    say(`${kind} stopped (process ${pid})`);
  }
  return 0;
}

async function status(): Promise<number> {
  const running = await everythingThatRuns();
  if (running.length === 0) say('nothing runs from this clone');
  else print(running);
  return running.length === 0 ? 1 : 0;
}

/** The system first: it uses the servers. */
async function everythingThatRuns(): Promise<RunningState[]> {
  return (await Promise.all([readRunning(cloneDataDir, 'system'), readRunning(cloneDataDir, 'servers')])).filter((state) => state !== undefined);
}

function print(states: RunningState[]): void {
  for (const { kind, pid, startedAt, ready, rows } of states) {
    console.log(`${kind} ${ready ? 'up' : 'starting'} since ${startedAt}, started by process ${pid}`);
    for (const row of rows) {
      const state = row.pid === undefined ? 'elsewhere' : isAlive(row.pid) ? `process ${row.pid}` : 'started again since';
      console.log(`  ${row.name.padEnd(10)} ${state.padEnd(15)} ${row.address ?? ''}`);
    }
  }
}

async function reset(yes: boolean): Promise<number> {
  if ((await everythingThatRuns()).length > 0) throw new StackError('The data is in use: "npm run stack -- down" first.');
  if (!existsSync(cloneDataDir)) {
    say('there is no data');
    return 0;
  }
  if (!yes) {
    if (!process.stdin.isTTY) throw new StackError('This deletes every interview of this clone: say so with "npm run stack -- reset --yes".');
    const ask = createInterface({ input: process.stdin, output: process.stderr });
    const answer = await ask.question(`Delete every interview, recording and account in ${cloneDataDir}? [y/N] `);
    ask.close();
    if (!/^y(es)?$/i.test(answer.trim())) return 1;
  }
  await removeDataDir(cloneDataDir);
  say(`${cloneDataDir} is deleted`);
  return 0;
}
