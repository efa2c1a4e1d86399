/**
 * A mail server for a laptop: it speaks real SMTP, delivers nothing, and keeps each letter as an .eml file that mail programs
 * open. Started by `../servers/mail.ts`.
 *
 *     node main.ts PORT FOLDER
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

const longestLetterBytes = 10 * 1024 * 1024;
const [port, folder] = process.argv.slice(2);
if (port === undefined || folder === undefined) throw new TypeError('usage: node main.ts PORT FOLDER');
await mkdir(folder, { recursive: true, mode: 0o700 });
let count = 0;

async function keep(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
  const to = envelope.rcptTo.map(({ address }) => address).join(', ');
  count += 1;
  const name = `${new Date().toISOString().replaceAll(':', '-')}-${count}-${to.replace(/[^\w.@+-]+/g, '_').slice(0, 80)}.eml`;
  const path = join(folder as string, name);
  try {
    await pipeline(stream, createWriteStream(`${path}.part`, { mode: 0o600 }));
    if (stream.sizeExceeded) throw Object.assign(new Error('The letter is too long.'), { responseCode: 552 });
    await rename(`${path}.part`, path);
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    throw error;
  }
  process.stdout.write(`letter to ${to}: ${path}\n`);
}

const server = new SMTPServer({
  authOptional: true,
  // Whoever signs in may: the address may hold a user and a password.
  onAuth: (_auth, _session, done) => done(null, { user: 'anyone' }),
  allowInsecureAuth: true,
  // On this machine only, and without a certificate.
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  size: longestLetterBytes,
  logger: false,
  onData: (stream, session, done) => void keep(stream, session).then(() => done(), done),
});
server.on('error', (error: Error) => {
  process.stderr.write(`${error.message}\n`);
  // A connection that breaks off is no reason to end; a port that is taken is.
  if ((error as NodeJS.ErrnoException).syscall === 'listen') process.exit(1);
});
server.listen(Number(port), '127.0.0.1');
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => server.close(() => process.exit(0)));
