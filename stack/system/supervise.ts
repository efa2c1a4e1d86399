/** One of our own processes: started, ready, kept running. */
import { startChild, untilHealthy, type Child, type ChildSpec } from '../processes/child.ts';
import { keepAlive, type KeepAliveOptions, type KeptAlive } from '../processes/keep-alive.ts';

export type ProcessName = 'api' | 'workflows' | 'agent' | 'web';

export interface ProcessSpec extends Pick<ChildSpec, 'args' | 'env' | 'cwd'> {
  name: ProcessName;
  /** Where it listens, for a person. */
  address: string | undefined;
  /** Throws until the process can do its work. */
  ready(child: Child): Promise<void>;
  readyTimeoutMs: number;
}

export interface SupervisedProcess extends KeptAlive {
  name: ProcessName;
  address: string | undefined;
  logFile: string;
}

export interface SupervisorOptions extends KeepAliveOptions {
  logFile: string;
  onLine(name: string, line: string): void;
}

/** @throws StackError when it does not get ready the first time: something is wrong then that trying again would not mend. */
export async function supervise(spec: ProcessSpec, options: SupervisorOptions): Promise<SupervisedProcess> {
  const begin = async (): Promise<Child> => {
    const child = await startChild({ ...spec, command: process.execPath, user: undefined, input: undefined, stopSignal: 'SIGTERM' }, options.logFile, options.watchdog);
    child.onLine((line) => options.onLine(spec.name, line));
    return child;
  };
  const first = await begin();
  try {
    await untilHealthy(first, () => spec.ready(first), spec.readyTimeoutMs);
  } catch (error) {
    await first.stop();
    throw error;
  }
  return { ...keepAlive(first, begin, options), name: spec.name, address: spec.address, logFile: options.logFile };
}
