import { mkdtemp, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@greenroom/settings';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { removeDataDir } from './data-dir.ts';
import { startServers, type ServerOptions } from './start-servers.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'greenroom-servers-'));
});
afterAll(() => removeDataDir(dataDir));

const quietly = (options: Partial<ServerOptions>) => startServers({ dataDir, portPolicy: 'free', throwaway: true, say: () => {}, ...options });

test('the environment that the servers give is all that the settings ask for', () => {
  const settings = loadSettings(inject('env'));
  expect(settings.livekit.url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
  expect(JSON.parse(settings.api.signingKeys)).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', d: expect.any(String) }] });
});

test('passwords and keys are kept for the next start, and readable by their owner only', async () => {
  const first = await quietly({ only: [] });
  await first.stop();
  const second = await quietly({ only: [] });
  await second.stop();
  expect(second.env['AUTH_SIGNING_KEYS']).toBe(first.env['AUTH_SIGNING_KEYS']);
  expect(second.env['FILE_ENCRYPTION_KEYS']).toBe(first.env['FILE_ENCRYPTION_KEYS']);
  expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
});

test('a server that is killed runs again at the same address', async () => {
  const said: string[] = [];
  const { servers, stop } = await quietly({ only: ['redis'], say: (line) => said.push(line) });
  const [redis] = servers;
  const first = redis?.pid() as number;
  process.kill(first, 'SIGKILL');
  await vi.waitFor(() => expect([undefined, first]).not.toContain(redis?.pid()), { timeout: 5000, interval: 20 });
  await vi.waitFor(() => accepts(redis?.address as string), { timeout: 5000, interval: 50 });
  expect(said).toContain('redis ended (SIGKILL): starting it again');
  await stop();
});

test('a database that was not shut down is there again after the next start', async () => {
  const first = await quietly({ only: ['postgres'], throwaway: false });
  process.kill(first.servers[0]?.pid() as number, 'SIGKILL');
  await first.stop();
  const second = await quietly({ only: ['postgres'], throwaway: false });
  expect(new URL(second.env['DATABASE_URL'] as string).password).toBe(new URL(first.env['DATABASE_URL'] as string).password);
  await second.stop();
});

test("Temporal's own pages are there, at the address that the administrator's links get", async () => {
  const { env, stop } = await quietly({ only: ['temporal'], throwaway: false, env: { ...process.env, TEMPORAL_ADDRESS: undefined, TEMPORAL_UI_URL: undefined } });
  expect((await fetch(env['TEMPORAL_UI_URL'] as string)).status).toBe(200);
  await stop();
});

describe('addresses from the environment', () => {
  test('are checked and used, and nothing is started', async () => {
    const { servers, env, stop } = await quietly({ env: { ...process.env, ...inject('env') }, only: ['postgres', 'redis', 's3', 'livekit', 'temporal'] });
    expect(servers.map((server) => server.pid())).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(env['DATABASE_URL']).toBe(inject('env')['DATABASE_URL']);
    await stop();
  });

  const wrong: [string, Record<string, string>, RegExp][] = [
    ['a wrong LiveKit secret', { LIVEKIT_API_SECRET: 'wrong-secret-of-the-right-length-00' }, /^LiveKit at ws:\S+ refuses this key: correct LIVEKIT_API_KEY and LIVEKIT_API_SECRET, or unset LIVEKIT_URL\.$/],
    ['a LiveKit that is not there', { LIVEKIT_URL: 'ws://127.0.0.1:9' }, /^LiveKit at ws:\/\/127\.0\.0\.1:9 does not answer: .* Correct or unset LIVEKIT_URL\.$/],
    ['a wrong S3 key', { S3_SECRET_ACCESS_KEY: 'wrong' }, /^S3 at http:\S+ refuses these keys for the bucket "greenroom": correct S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or unset S3_ENDPOINT\.$/],
    ['a wrong Redis password', { REDIS_URL: inject('env')['REDIS_URL']?.replace(/:[^:@]+@/, ':wrong@') ?? '' }, /^REDIS_URL is set, but Redis there does not answer as expected: .*password.* Correct or unset REDIS_URL\.$/],
    ['a wrong Postgres password', { DATABASE_URL: inject('env')['DATABASE_URL']?.replace(/:[^:@]+@/, ':wrong@') ?? '' }, /^DATABASE_URL is set, but Postgres there does not answer as expected: password authentication failed .* Correct or unset DATABASE_URL\.$/],
    ['a Temporal namespace that is not there', { TEMPORAL_NAMESPACE: 'nowhere' }, /^TEMPORAL_ADDRESS is set, but Temporal there does not answer as expected: .*nowhere.* Correct or unset TEMPORAL_ADDRESS\.$/],
  ];
  test.each(wrong)('%s is one line that says which variable to correct', async (_, change, message) => {
    const start = quietly({ env: { ...process.env, ...inject('env'), ...change }, only: ['postgres', 'redis', 's3', 'livekit', 'temporal'] });
    await expect(start).rejects.toThrow(message);
  });
});

async function accepts(address: string): Promise<void> {
  const [host, port] = address.split(':');
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), host as string, () => socket.end(resolve));
    socket.once('error', reject);
  });
}
