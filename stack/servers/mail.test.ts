import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { afterEach, expect, test, vi } from 'vitest';
import { connectMailer } from '../../packages/mail/index.ts';
import { startServers, type ServerOptions } from './start-servers.ts';

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function started(options: Partial<ServerOptions> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'greenroom-mail-'));
  opened.push(() => rm(dataDir, { recursive: true, force: true }));
  const said: string[] = [];
  const running = await startServers({ dataDir, only: ['mail'], portPolicy: 'free', env: { PATH: process.env['PATH'] }, say: (line) => said.push(line), ...options });
  opened.push(running.stop);
  return { ...running, dataDir, said };
}
const link = 'https://greenroom.example/x';
const send = async (smtpUrl: string, name: string) => {
  const mailer = connectMailer({ smtpUrl, from: 'Greenroom <greenroom@localhost>' });
  await mailer.deliver({ template: 'verify-email', to: 'dana@example.com', name, link }, name);
  mailer.close();
};

test('a letter is kept as a file that only its owner can read, and a line says where', async () => {
  const { env, dataDir, said } = await started();
  await send(env['SMTP_URL'] as string, 'Dana');
  const [name, ...others] = await readdir(join(dataDir, 'mail'));
  expect(others).toEqual([]);
  expect(name).toMatch(/-dana@example\.com\.eml$/);
  const letter = await simpleParser(await readFile(join(dataDir, 'mail', name as string)));
  expect(letter.text).toContain(link);
  await vi.waitFor(() => expect(said).toContain(`letter to dana@example.com: ${join(dataDir, 'mail', name as string)}`));
});

test('a mail server that is given is used and none is started', async () => {
  const first = await started();
  const second = await started({ env: { PATH: process.env['PATH'], SMTP_URL: first.env['SMTP_URL'] } });
  expect(second.env['SMTP_URL']).toBe(first.env['SMTP_URL']);
  expect(second.servers[0]?.pid()).toBeUndefined();
});

test('an SMTP_URL where no mail server answers stops the start and names the variable', async () => {
  for (const [address, complaint] of [['smtp://user:hunter2@127.0.0.1:1', /no mail server answers there/], ['mail.example', /expected smtp\(s\):\/\//]] as const) {
    const start = started({ env: { PATH: process.env['PATH'], SMTP_URL: address } });
    await expect(start).rejects.toThrow(complaint);
    await expect(start).rejects.toThrow(/^SMTP_URL is set/);
    await expect(start).rejects.not.toThrow(/hunter2/);
  }
});
