/** A baseline's process: started, waited for, and ended with everything that it has started. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface BaselineProcess {
  pid: number;
  stop(): Promise<void>;
}

const defaults = { readySeconds: 90, stopSeconds: 10 } as const;

/** @param ready whether it can be called; asked every 200 ms. @throws Error with its last lines when it does not get there. */
export async function startProcess(command: string, args: readonly string[], env: Record<string, string>, ready: () => Promise<boolean>): Promise<BaselineProcess> {
  // A group of its own: the job processes of a worker end with it.
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.split('\n').filter(Boolean));
      lines.splice(0, Math.max(0, lines.length - 30));
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch (error) {
      // Nobody is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const killAtExit = (): void => kill('SIGKILL');
  process.once('exit', killAtExit);
  // Without this a signal would end us and leave the group behind.
  const exitOnSignal = (): void => process.exit(1);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, exitOnSignal);
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, exitOnSignal);
    kill('SIGTERM');
    await Promise.race([ended, sleep(defaults.stopSeconds * 1000, undefined, { ref: false })]);
    kill('SIGKILL');
  };
  for (const until = Date.now() + defaults.readySeconds * 1000; !(await ready()); await sleep(200)) {
    if (child.exitCode === null && child.pid !== undefined && Date.now() < until) continue;
    await stop();
    throw new Error(`${command} ${args[0] ?? ''} did not become ready: ${lines.slice(-6).join(' | ')}`);
  }
  return { pid: child.pid ?? 0, stop };
}

export const answersOk = (url: string): Promise<boolean> => fetch(url, { signal: AbortSignal.timeout(1_000) }).then(({ ok }) => ok, () => false);
