import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claim, noteRunning, readRunning } from './running.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-running-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Looks like a starter in the list of processes. */
async function otherStarter(): Promise<{ pid: number; end(): Promise<void> }> {
  const child = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)', 'stack/main.ts'], { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return { pid: child.pid as number, end: async () => { child.kill('SIGKILL'); await once(child, 'exit'); } };
}
const state = (pid: number) => JSON.stringify({ kind: 'system', pid, ready: true, startedAt: '', env: {}, rows: [{ name: 'web', address: 'http://127.0.0.1:3000', restarts: 0 }, { name: 'api', address: 'http://127.0.0.1:8080', restarts: 0 }] });

test('a second start from the same clone says that it runs already, with the process and the addresses', async () => {
  const other = await otherStarter();
  await writeFile(join(folder, 'system.running.json'), state(other.pid));
  await expect(claim(folder, 'system')).rejects.toThrow(
    `Greenroom runs from this clone already (process ${other.pid}): web http://127.0.0.1:3000, api http://127.0.0.1:8080. Stop with Ctrl-C there, or "npm run stack -- down".`,
  );
  await other.end();
  await claim(folder, 'system');
});

test('what a crash left behind, or a number that now belongs to something else, is no obstacle', async () => {
  await writeFile(join(folder, 'system.running.json'), state(process.ppid));
  expect(await readRunning(folder, 'system')).toBeUndefined();
  await claim(folder, 'system');
});

test('the file holds secrets: only its owner may read it', async () => {
  await mkdir(folder, { recursive: true });
  await noteRunning(folder, { kind: 'servers', rows: [], env: { REDIS_URL: 'redis://:secret@127.0.0.1' } });
  expect((await stat(join(folder, 'servers.running.json'))).mode & 0o777).toBe(0o600);
});
