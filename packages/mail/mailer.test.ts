/** Against a real SMTP server, which each test tells how to behave. */
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { Mail } from '@greenroom/contracts';
import { connectMailer, MailDelayedError, MailRefusedError, type Mailer } from './index.ts';

const mail: Mail = { template: 'report-ready', to: 'dana@example.com', name: 'Dana Reyes', interview: 'Backend engineer', link: 'https://greenroom.example/interviews/1/report' };
const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const smtpError = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

async function mailServer(options: SMTPServerOptions = {}, path = '') {
  const letters: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 200,
    onData: (stream, _session, done) => void buffer(stream).then(simpleParser).then((letter) => {
      letters.push(letter);
      done();
    }),
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  opened.push({ close: () => new Promise<void>((done) => server.close(() => done())) });
  return { letters, url: `smtp://127.0.0.1:${port}${path}` };
}

function mailer(smtpUrl: string, times = {}): Mailer {
  const made = connectMailer({ smtpUrl, from: 'Greenroom <no-reply@greenroom.example>' }, times);
  opened.push(made);
  return made;
}

test('a letter arrives whole: from, to, subject, both forms, and a Message-ID that its key decides', async () => {
  const { letters, url } = await mailServer();
  await mailer(url).deliver({ ...mail, name: 'Łukasz "Lu" Żak', interview: 'Ingénieur réseau' }, 'report-1');
  await mailer(url).deliver(mail, 'report-1');
  const [letter, again] = letters;
  expect(letter?.from?.text).toBe('"Greenroom" <no-reply@greenroom.example>');
  expect(letter?.to).toMatchObject({ value: [{ address: 'dana@example.com', name: 'Łukasz "Lu" Żak' }] });
  expect(letter?.subject).toBe('Your report is ready: Ingénieur réseau');
  expect(letter?.text).toContain('https://greenroom.example/interviews/1/report');
  expect(letter?.html).toContain('<html lang="en">');
  expect(letter?.attachments).toEqual([]);
  expect(letter?.messageId).toMatch(/^<[0-9a-f]{32}@greenroom\.example>$/);
  expect(again?.messageId).toBe(letter?.messageId);
});

test('nothing that was typed becomes a header or another recipient', async () => {
  const { letters, url } = await mailServer();
  const evil = 'Dana\r\nBcc: victim@example.com\r\n\r\nbuy';
  await mailer(url).deliver({ ...mail, name: evil, interview: evil }, 'k');
  expect(letters[0]?.bcc).toBeUndefined();
  expect(letters[0]?.headers.has('bcc')).toBe(false);
  expect(letters[0]?.to).toMatchObject({ value: [{ address: 'dana@example.com' }] });
  await expect(mailer(url).deliver({ ...mail, to: 'dana@example.com>\r\nRCPT TO:<victim@example.com' }, 'k')).rejects.toThrow(MailRefusedError);
  expect(letters).toHaveLength(1);
});

test('an address that does not exist is refused for good, and the error does not repeat it', async () => {
  const { url } = await mailServer({ onRcptTo: ({ address }, _session, done) => done(smtpError(550, `5.1.1 <${address}>: no such user`)) });
  const error = await mailer(url).deliver(mail, 'k').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MailRefusedError);
  expect((error as Error).message).toBe('SMTP 550 5.1.1 at RCPT TO');
});

test('a letter that is refused for its content is refused for good', async () => {
  const { url } = await mailServer({ onData: (stream, _session, done) => void buffer(stream).then(() => done(smtpError(554, '5.7.1 not wanted'))) });
  await expect(mailer(url).deliver(mail, 'k')).rejects.toThrow(MailRefusedError);
});

test('a server that asks to come back later gets the letter on the next try', async () => {
  let asked = 0;
  const { letters, url } = await mailServer({ onRcptTo: (_address, _session, done) => (++asked === 1 ? done(smtpError(451, '4.7.1 greylisted')) : done()) });
  await expect(mailer(url).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  await mailer(url).deliver(mail, 'k');
  expect(letters).toHaveLength(1);
});

test('a server that is away, says nothing, or has no time can be tried again', async () => {
  const away = mailer('smtp://127.0.0.1:1', { connectTimeoutMs: 500 });
  await expect(away.deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  const silent = await mailServer({ onConnect: () => undefined });
  await expect(mailer(silent.url, { greetingTimeoutMs: 200 }).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  const stuck = await mailServer({ onRcptTo: () => undefined });
  await expect(mailer(stuck.url, { silenceTimeoutMs: 200 }).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  const busy = await mailServer({ onConnect: (_session, done) => done(smtpError(421, 'too many connections')) });
  await expect(mailer(busy.url).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
});

test('a wrong password or a refused sender is not the letter’s fault: it waits until somebody mends the settings', async () => {
  const strict = await mailServer({ authOptional: false, allowInsecureAuth: true, onAuth: (_auth, _session, done) => done(smtpError(535, 'no')) });
  await expect(mailer(strict.url.replace('smtp://', 'smtp://user:wrong@')).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  const closed = await mailServer({ onMailFrom: (_address, _session, done) => done(smtpError(553, 'sender not allowed')) });
  await expect(mailer(closed.url).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
});

test('user and password of the address are used, percent-encoded ones too', async () => {
  const seen: unknown[] = [];
  const { letters, url } = await mailServer({ authOptional: false, allowInsecureAuth: true, onAuth: ({ username, password }, _session, done) => {
    seen.push([username, password]);
    done(null, { user: username });
  } });
  await mailer(url.replace('smtp://', 'smtp://post%40office:p%3Aw@')).deliver(mail, 'k');
  expect(seen).toEqual([['post@office', 'p:w']]);
  expect(letters).toHaveLength(1);
});

test('to another machine nothing goes in clear, unless the address says so', async () => {
  const { letters, url } = await mailServer();
  // This machine by a name that the mailer does not take for local.
  const elsewhere = url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
  await expect(mailer(elsewhere).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  expect(letters).toHaveLength(0);
  await mailer(`${elsewhere}?tls=off`).deliver(mail, 'k');
  expect(letters).toHaveLength(1);
});

test('a certificate that nobody vouches for is not trusted: nothing is sent', async () => {
  const withStartTls = await mailServer({ disabledCommands: [] });
  await expect(mailer(withStartTls.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  const withTls = await mailServer({ secure: true });
  await expect(mailer(withTls.url.replace('smtp://127.0.0.1', 'smtps://localhost')).deliver(mail, 'k')).rejects.toThrow(MailDelayedError);
  expect([...withStartTls.letters, ...withTls.letters]).toEqual([]);
});
