/** Ctrl-C and its relatives, and the end of the one who started us. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof signals)[number];

/** What a shell says of a process that a signal ended. */
export const exitCodes: Record<StopSignal, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The terminal sends Ctrl-C to all of us, and the starter passes it on: that is one wish, not two. */
const oneWishMs = 1000;

/** @returns a promise of the first signal. A second one, a moment later, ends this process at once; the watchdog does the rest. */
export function stopSignal(): Promise<StopSignal> {
  const { promise, resolve } = Promise.withResolvers<StopSignal>();
  let firstAt: number | undefined;
  const stop = (signal: StopSignal) => {
    if (firstAt !== undefined && Date.now() - firstAt > oneWishMs) process.exit(exitCodes[signal]);
    firstAt ??= Date.now();
    resolve(signal);
  };
  for (const signal of signals) process.on(signal, () => stop(signal));
  // Our starter was killed hard (it is our parent, and the system gives orphans to another one).
  const starter = Number(process.env['GREENROOM_BOOTSTRAP_PID']);
  if (process.ppid === starter) setInterval(() => process.ppid !== starter && stop('SIGTERM'), 500).unref();
  return promise;
}
