/** The starter's side of the watchdog: see watchdog.mjs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Watchdog {
  /** From now on this process group ends when the starter ends, however that happens. */
  watch(group: number, stopSignal: NodeJS.Signals): void;
  forget(group: number): void;
  /** Lets the watchdog end. Groups that are still watched are stopped. */
  close(): void;
  pid: number | undefined;
}

export function startWatchdog(): Watchdog {
  const watchdog = spawn(process.execPath, [fileURLToPath(new URL('watchdog.mjs', import.meta.url))], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.unref();
  const pipe = watchdog.stdin;
  // A watchdog that somebody ended must not take the starter with it.
  pipe.on('error', () => {});
  (pipe as unknown as { unref(): void }).unref();
  return {
    pid: watchdog.pid,
    watch: (group, stopSignal) => void pipe.write(`+${group} ${stopSignal}\n`),
    forget: (group) => void pipe.write(`-${group}\n`),
    close: () => void pipe.end(),
  };
}
