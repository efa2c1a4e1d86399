/** One child process: its own process group, its lines in a log file, watched by the watchdog. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { Watchdog } from './watchdog.ts';

export interface ChildSpec {
  name: string;
  command: string;
  args: readonly string[];
  env: Record<string, string | undefined>;
  cwd: string | undefined;
  /** Runs as this user (only root can say so). */
  user: { uid: number; gid: number } | undefined;
  /** Written to the child's standard input, which is then closed. */
  input: string | undefined;
  /** The polite way to end it. Postgres stops quickly on SIGINT and waits for its clients on SIGTERM. */
  stopSignal: NodeJS.Signals;
}

export interface Child {
  name: string;
  pid: number;
  logFile: string;
  /** The last lines that it wrote. */
  lastLines(): string[];
  /** Calls back for each line from now on. */
  onLine(listener: (line: string) => void): void;
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  hasExited(): boolean;
  /** Asks the whole group to stop, and kills what is left of it after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

const rememberedLines = 40;

/** @throws StackError when the program cannot be started at all. */
export async function startChild(spec: ChildSpec, logFile: string, watchdog: Watchdog): Promise<Child> {
  if (watchdog.isClosed()) throw new StackError(`${spec.name} is not started: everything is being stopped.`);
  const process_ = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(spec.user ?? {}),
  });
  const { promise: exited, resolve: exit } = Promise.withResolvers<{ code: number | null; signal: NodeJS.Signals | null }>();
  let done = false;
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  // A full disk ends the log, not the process.
  log.once('error', (error) => process.stderr.write(`${spec.name}: its log is no longer written (${error.message})\n`));
  const remembered: string[] = [];
  const listeners: ((line: string) => void)[] = [];
  for (const stream of [process_.stdout, process_.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      remembered.push(line);
      if (remembered.length > rememberedLines) remembered.shift();
      for (const listener of listeners) listener(line);
    });
  }
  process_.stdin.on('error', () => {});
  process_.stdin.end(spec.input ?? '');
  const spawned = once(process_, 'spawn').catch((error: Error) => {
    throw new StackError(`${spec.name} could not be started (${spec.command}): ${error.message}`);
  });
  // At once, before anything else can happen to the starter.
  if (process_.pid !== undefined) watchdog.watch(process_.pid, spec.stopSignal);
  await spawned;
  const pid = process_.pid as number;
  process_.once('exit', (code, signal) => {
    done = true;
    // Its own children (an interview's process, say) share the group and must not outlive it.
    signalGroup(pid, 'SIGKILL');
    watchdog.forget(pid);
    // The last lines may still be in the pipes; one that left the group could hold them open, so not for long.
    void Promise.race([once(process_, 'close'), sleep(500)]).then(() => {
      log.end();
      exit({ code, signal });
    });
  });
  return {
    name: spec.name,
    pid,
    logFile,
    lastLines: () => [...remembered],
    onLine: (listener) => void listeners.push(listener),
    exited,
    hasExited: () => done,
    stop: async (graceMs = 8000) => {
      if (done) return;
      signalGroup(pid, spec.stopSignal);
      await Promise.race([exited, sleep(graceMs, undefined, { ref: false })]);
      if (done) return;
      signalGroup(pid, 'SIGKILL');
      await exited;
    },
  };
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Waits until `check` no longer throws.
 * @throws StackError when the child ends first, or the time is up; with the last lines of its log.
 */
export async function untilHealthy(child: Child, check: () => Promise<void>, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    const problem = await check().then(() => undefined, (error: unknown) => error as Error);
    if (problem === undefined) return;
    if (child.hasExited()) {
      const { code, signal } = await child.exited;
      throw new StackError(`${child.name} ended at once (${signal ?? `exit code ${code}`}): ${tail(child)}`);
    }
    if (Date.now() > until) throw new StackError(`${child.name} did not become ready within ${timeoutMs / 1000} s (${problem.message}): ${tail(child)}`);
    await Promise.race([sleep(pause), child.exited]);
  }
}

function tail(child: Child): string {
  return `${child.lastLines().slice(-3).join(' | ') || 'it wrote nothing'} (log: ${child.logFile})`;
}
