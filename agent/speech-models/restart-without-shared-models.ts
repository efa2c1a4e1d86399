/**
 * The framework does not start a dead inference process again. Interviews then go on with models of their own; as soon as
 * none is running, the worker ends and whoever keeps it alive (the stack, Kubernetes, systemd) starts it whole.
 */
import type { AgentServer } from '@livekit/agents';
import type { Logger } from 'pino';

export interface RestartOptions {
  server: Pick<AgentServer, 'activeJobs'>;
  /** The worker's own health page: the only place that tells whether the inference process lives. */
  httpPort: number;
  log: Logger;
  restart: () => void;
  /** @defaultValue 5 s */
  everyMs?: number;
}

/** What the health page says then. */
const dead = 'inference process not running';

/** @returns stops looking */
export function restartWithoutSharedModels({ server, httpPort, log, restart, everyMs = 5_000 }: RestartOptions): () => void {
  let told = false;
  /** It is also "not running" while it starts. */
  let seenWell = false;
  const look = async (): Promise<void> => {
    const response = await fetch(`http://127.0.0.1:${httpPort}/`, { signal: AbortSignal.timeout(everyMs) });
    const says = await response.text();
    seenWell ||= response.ok;
    if (!seenWell || says !== dead) return;
    if (!told) log.error('the process with the speech models has ended: interviews load their own, and the worker starts anew when none is running');
    told = true;
    if (server.activeJobs.length > 0) return;
    clearInterval(timer);
    restart();
  };
  // A page that cannot be read says nothing about the models.
  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
