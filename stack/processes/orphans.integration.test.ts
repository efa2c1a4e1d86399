import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { isAlive } from '../install/exclusive.ts';
import { removeDataDir } from '../servers/data-dir.ts';

test('after kill -9 of the starter, none of the five servers is left', async () => {
  const starter = spawn(process.execPath, [fileURLToPath(new URL('for-tests/starter.ts', import.meta.url)), 'servers'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(starter.stdout, 'data')) as [Buffer];
  const [dataDir, ...pids] = JSON.parse(line.toString()) as [string, ...number[]];
  expect(pids.length).toBe(5);
  expect(pids.every(isAlive)).toBe(true);
  starter.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), { timeout: 10_000, interval: 100 });
  await removeDataDir(dataDir);
});
