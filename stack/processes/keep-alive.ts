/** Keeps a process running: started again when it ends by itself, given up when that does not help. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import type { Child } from './child.ts';
import type { Watchdog } from './watchdog.ts';

export interface KeptAlive {
  /** Undefined between a crash and the next start. */
  pid(): number | undefined;
  /** How often it was started again. */
  restarts(): number;
  stop(): Promise<void>;
}

export interface KeepAliveOptions {
  watchdog: Watchdog;
  say(line: string): void;
  /** It crashed too often; nothing more is tried. */
  onGivenUp(error: StackError): void;
}

/** The first restart comes at once: an interview is waiting. */
const pausesMs = [0, 200, 500, 1000, 2000] as const;
/** So many crashes within this time, and it is given up. */
const limit = { crashes: 5, withinMs: 60_000 } as const;

/** @param begin starts it again, with the same arguments and ports as the first time. */
export function keepAlive(first: Child, begin: () => Promise<Child>, options: KeepAliveOptions): KeptAlive {
  let current = first;
  let restarts = 0;
  let stopping = false;

  async function watch(): Promise<void> {
    const crashes: number[] = [];
    for (;;) {
      const { code, signal } = await current.exited;
      if (stopping || options.watchdog.isClosed()) return;
      const now = Date.now();
      crashes.push(now);
      const recent = crashes.filter((at) => now - at < limit.withinMs).length;
      const how = signal ?? `exit code ${code}`;
      if (recent >= limit.crashes) throw new StackError(`${current.name} crashed ${recent} times within a minute (${how}) and is given up: see ${current.logFile}`);
      options.say(`${current.name} ended (${how}): starting it again`);
      await sleep(pausesMs[Math.min(recent - 1, pausesMs.length - 1)]);
      if (stopping || options.watchdog.isClosed()) return;
      restarts += 1;
      current = await begin();
      if (stopping) return current.stop();
    }
  }
  const watching = watch().catch((error: unknown) => options.onGivenUp(error as StackError));

  return {
    pid: () => (current.hasExited() ? undefined : current.pid),
    restarts: () => restarts,
    stop: async () => {
      stopping = true;
      await current.stop();
      await watching;
    },
  };
}
