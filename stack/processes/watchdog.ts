/** The starter's side of the watchdog: see watchdog.mjs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Watchdog {
  /** From now on this process group ends when the starter ends, however that happens. */
  watch(group: number, stopSignal: NodeJS.Signals): void;
  /** No new process may be started any more. */
  isClosed(): boolean;
  forget(group: number): void;
  /** Ends the groups that are still watched, then the watchdog itself. */
  close(): Promise<void>;
}

export function startWatchdog(): Watchdog {
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL('watchdog.mjs', import.meta.url))], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const ended = once(watchdog, 'exit');
  watchdog.unref();
  const pipe = watchdog.stdin;
  // A watchdog that somebody ended must not take the starter with it.
  pipe.on('error', () => {});
  (pipe as unknown as { unref(): void }).unref();
  let closed = false;
  return {
    isClosed: () => closed,
    watch: (group, stopSignal) => void pipe.write(`+${group} ${stopSignal}\n`),
    forget: (group) => void pipe.write(`-${group}\n`),
    close: async () => {
      closed = true;
      watchdog.ref();
      pipe.end();
      await ended;
    },
  };
}
