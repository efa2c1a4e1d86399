import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, test } from 'vitest';
import { apiPrefix } from '@greenroom/contracts';
import { createTestDatabase } from '@greenroom/database/testing';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

function run(env: Record<string, string>): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  // Every test calls from this address; the limit has its own tests.
  const child = spawn(process.execPath, [main], { env: { RATE_LIMIT_SIGN_IN: '100000', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  cleanups.push(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  });
  return { child, output: () => text, ended };
}

/** With a database of its own, until it answers. */
async function runReady() {
  const env = inject('env');
  const database = await createTestDatabase(env['DATABASE_URL'] ?? '');
  cleanups.push(database.drop);
  const port = await freePort();
  const process = run({ ...env, DATABASE_URL: database.url, API_PORT: String(port), S3_BUCKET: 'api-process' });
  const url = `http://127.0.0.1:${port}${apiPrefix}`;
  await expect.poll(() => fetch(`${url}/health`).then((reply) => reply.status, () => 0), { timeout: 15_000, interval: 100 }).toBe(200);
  return { ...process, url };
}

test('the process migrates, serves, and after SIGTERM lets a request under way finish and ends with 0', async () => {
  const { child, output, ended, url } = await runReady();
  // Comparing a password takes long enough to be caught in the middle.
  const underWay = fetch(`${url}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"email":"a@example.com","password":"secret-of-the-caller"}' });
  await new Promise((done) => setTimeout(done, 50));
  child.kill('SIGTERM');
  const asked = performance.now();
  expect((await underWay).status).toBe(401);
  expect(await ended).toBe(0);
  // Not the five seconds for which Node keeps an idle connection.
  expect(performance.now() - asked).toBeLessThan(4_000);
  const lines = output().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ message }) => message)).toEqual(expect.arrayContaining(['API is listening', 'API is stopping', 'API has stopped']));
  expect(lines.find((line) => line['url.path'] === `${apiPrefix}/auth/login`)).toMatchObject({ 'http.response.status_code': 401, 'log.level': 'info' });
  expect(output()).not.toContain('secret-of-the-caller');
});

test('what a caller has left in the middle is finished before the connections are closed', async () => {
  const { child, output, ended, url } = await runReady();
  const leaving = new AbortController();
  const body = JSON.stringify({ email: 'dana@example.com', password: 'a rather long sentence', fullName: 'Dana Reyes' });
  const left = fetch(`${url}/auth/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body, signal: leaving.signal }).catch(() => 'left');
  await new Promise((done) => setTimeout(done, 100));
  leaving.abort();
  expect(await left).toBe('left');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(output()).not.toMatch(/"log.level":"(error|fatal)"/);
});

test('a missing setting stops the start with its name', async () => {
  const { ended, output } = run({ ...inject('env'), DATABASE_URL: '' });
  expect(await ended).toBe(1);
  expect(output()).toMatch(/DATABASE_URL: expected postgres:/);
});

test('without the database, and on a port that is taken, the start fails and says why', async () => {
  const env = inject('env');
  const away = run({ ...env, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
  expect(await away.ended).toBe(1);
  expect(away.output()).toMatch(/API cannot start.*|ECONNREFUSED/);

  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  cleanups.push(() => taken.close());
  const database = await createTestDatabase(env['DATABASE_URL'] ?? '');
  cleanups.push(database.drop);
  const busy = run({ ...env, DATABASE_URL: database.url, API_PORT: String((taken.address() as AddressInfo).port), S3_BUCKET: 'api-process' });
  expect(await busy.ended).toBe(1);
  expect(busy.output()).toMatch(/EADDRINUSE/);
});
