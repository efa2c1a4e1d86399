/** What the servers have in common: how they are found, started on free ports, checked and stopped. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { choosePorts, type PortPolicy, type WantedPort } from '../ports.ts';
import { startChild, untilHealthy, type ChildSpec } from '../processes/child.ts';
import { keepAlive, type KeptAlive } from '../processes/keep-alive.ts';
import type { Watchdog } from '../processes/watchdog.ts';
import type { Secrets } from '../secrets.ts';
import type { StackError } from '../stack-error.ts';

export type ServerName = 'postgres' | 'redis' | 's3' | 'livekit' | 'temporal' | 'mail';

export interface StackContext {
  dataDir: string;
  cacheDir: string;
  /** The environment as it was found: addresses, PATH. */
  env: Record<string, string | undefined>;
  secrets: Secrets;
  portPolicy: PortPolicy;
  /** Data that nobody will miss: no waiting for the disk, no page for people. */
  throwaway: boolean;
  watchdog: Watchdog;
  /** Where LiveKit sends its webhooks. */
  apiPort: number;
  say(line: string): void;
  /** A server crashed too often. */
  onGivenUp(error: StackError): void;
}

export interface RunningServer {
  name: ServerName;
  /** Where it listens, for a person. */
  address: string;
  /** Undefined: it runs elsewhere and was only checked. */
  pid(): number | undefined;
  /** How often it was started again after a crash. */
  restarts(): number;
  logFile: string | undefined;
  /** What our processes need to reach it. */
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** A server that somebody else runs. */
export function elsewhere(name: ServerName, address: string, env: Record<string, string>): RunningServer {
  return { name, address, pid: () => undefined, restarts: () => 0, logFile: undefined, env, stop: async () => {} };
}

export async function logFileOf(dataDir: string, name: string): Promise<string> {
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  return join(dataDir, 'logs', `${name}.log`);
}

interface Launch<Port extends string> {
  name: ServerName;
  ports: Record<Port, WantedPort>;
  spec(ports: Record<Port, number>): Promise<Omit<ChildSpec, 'name' | 'cwd'> & { cwd?: string }>;
  check(ports: Record<Port, number>): Promise<void>;
  /** Told each line that the server writes. */
  onLine?(line: string): void;
  timeoutMs: number;
}

export interface Launched<Port extends string> extends KeptAlive {
  ports: Record<Port, number>;
  logFile: string;
}

/**
 * Starts a server on free ports, and again on the same ones should it crash. When somebody takes a port between its choice
 * and its use, others are tried.
 */
export async function launch<Port extends string>(context: StackContext, options: Launch<Port>): Promise<Launched<Port>> {
  const logFile = await logFileOf(context.dataDir, options.name);
  for (let attempt = 1; ; attempt += 1) {
    const ports = await choosePorts(options.name, options.ports, attempt === 1 ? context.portPolicy : 'free', context.say);
    const begin = async () => {
      const started = await startChild({ name: options.name, cwd: context.dataDir, ...(await options.spec(ports)) }, logFile, context.watchdog);
      started.onLine((line) => options.onLine?.(line));
      return started;
    };
    const child = await begin();
    try {
      await untilHealthy(child, () => options.check(ports), options.timeoutMs);
      return { ...keepAlive(child, begin, context), ports, logFile };
    } catch (error) {
      await child.stop();
      const lostThePort = child.lastLines().some((line) => /address already in use/i.test(line));
      if (!lostThePort || attempt === 3) throw error;
      context.say(`${options.name}: its port was taken in the meantime, trying another`);
    }
  }
}
