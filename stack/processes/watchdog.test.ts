import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isAlive } from '../install/exclusive.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-watchdog-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('after kill -9 of the starter, a process that ignores SIGTERM and its own child are gone within seconds', async () => {
  const starter = spawn(process.execPath, [fileURLToPath(new URL('for-tests/starter.ts', import.meta.url)), 'stubborn', join(folder, 'log')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(starter.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(line.toString()) as number[];
  expect(pids.map(isAlive)).toEqual([true, true]);
  starter.kill('SIGKILL');
  await vi.waitFor(() => expect(pids.map(isAlive)).toEqual([false, false]), { timeout: 8000, interval: 100 });
});
