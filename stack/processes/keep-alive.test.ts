import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StackError } from '../stack-error.ts';
import { startChild, untilHealthy, type Child } from './child.ts';
import { keepAlive } from './keep-alive.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

let folder: string;
let watchdog: Watchdog;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-keep-alive-'));
  watchdog = startWatchdog();
});
afterEach(async () => {
  await watchdog.close();
  await rm(folder, { recursive: true, force: true });
});

const run = (script: string): Promise<Child> =>
  startChild({ name: 'example', command: process.execPath, args: ['-e', script], env: process.env, cwd: undefined, user: undefined, input: undefined, stopSignal: 'SIGTERM' }, join(folder, 'log'), watchdog);
const forever = 'setInterval(() => {}, 1000)';

test('a killed process runs again within half a second, and stays stopped when it is stopped', async () => {
  const said: string[] = [];
  const kept = keepAlive(await run(forever), () => run(forever), { watchdog, say: (line) => said.push(line), onGivenUp: () => {} });
  const first = kept.pid() as number;
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect([undefined, first]).not.toContain(kept.pid()), { timeout: 1500, interval: 10 });
  expect(kept.restarts()).toBe(1);
  expect(said).toEqual(['example ended (SIGKILL): starting it again']);
  await kept.stop();
  expect(kept.pid()).toBeUndefined();
  expect(kept.restarts()).toBe(1);
});

test('a process that keeps crashing is given up with one line that names its log', async () => {
  const givenUp = Promise.withResolvers<StackError>();
  keepAlive(await run('process.exit(3)'), () => run('process.exit(3)'), { watchdog, say: () => {}, onGivenUp: givenUp.resolve });
  expect((await givenUp.promise).message).toBe(`example crashed 5 times within a minute (exit code 3) and is given up: see ${join(folder, 'log')}`);
});

test('a process that ends before it is ready is reported with its last words', async () => {
  const child = await run('console.error("PORT: expected a number"); process.exit(1)');
  await expect(untilHealthy(child, () => Promise.reject(new Error('not yet')), 5000)).rejects.toThrow(/^example ended at once \(exit code 1\): PORT: expected a number \(log: /);
});

test('a program that is not there is named', async () => {
  const start = startChild({ name: 'redis', command: join(folder, 'nothing'), args: [], env: {}, cwd: undefined, user: undefined, input: undefined, stopSignal: 'SIGTERM' }, join(folder, 'log'), watchdog);
  await expect(start).rejects.toThrow(/^redis could not be started \(.*nothing\)/);
});
