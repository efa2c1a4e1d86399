/**
 * Vitest's global set-up for suites that need the real servers: starts them once per run on free ports, with data that is
 * thrown away, and hands their addresses to the tests: `loadSettings(inject('env'))`.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { removeDataDir } from '../stack/servers/data-dir.ts';
import { startServers } from '../stack/servers/start-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** What `packages/settings` reads. */
    env: Record<string, string>;
  }
}

export default async function servers(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-tests-'));
  const running = await startServers({ dataDir, portPolicy: 'free', throwaway: true, say: (line) => process.stderr.write(`servers: ${line}\n`) });
  project.provide('env', running.env);
  return async () => {
    await running.stop();
    await removeDataDir(dataDir);
  };
}
