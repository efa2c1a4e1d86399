/** A mail server. Without one elsewhere, a small one that keeps every letter as a file, so that there is one way of sending. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { join, relative } from 'node:path';
import { cloneRoot } from '../places.ts';
import { StackError } from '../stack-error.ts';
import { elsewhere, launch, type RunningServer, type StackContext } from './server.ts';

export async function startMail(context: StackContext): Promise<RunningServer> {
  const given = context.env['SMTP_URL'];
  if (given) {
    const url = addressOf(given);
    // One that speaks only TLS waits for us to speak first: an open port has to do.
    await (url.protocol === 'smtps:' ? opens(url) : greets(url)).catch((error: Error) => {
      throw new StackError(`SMTP_URL is set, but no mail server answers there: ${error.message}. Correct or unset SMTP_URL.`);
    });
    return elsewhere('mail', url.host, { SMTP_URL: given });
  }
  const folder = join(context.dataDir, 'mail');
  const launched = await launch(context, {
    name: 'mail',
    ports: { smtp: { usual: 1025, protocol: 'tcp' } },
    timeoutMs: 15_000,
    spec: async ({ smtp }) => ({
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', join(cloneRoot, 'stack/mail-catcher/main.ts'), String(smtp), folder],
      env: { PATH: context.env['PATH'] }, user: undefined, input: undefined, stopSignal: 'SIGTERM',
    }),
    check: ({ smtp }) => greets(new URL(`smtp://127.0.0.1:${smtp}`)),
    onLine: (line) => {
      if (!context.throwaway && line.startsWith('letter ')) context.say(line);
    },
  });
  const address = `127.0.0.1:${launched.ports.smtp}`;
  return {
    name: 'mail',
    address: context.throwaway ? address : `${address}, letters in ${relative(process.cwd(), folder) || folder}`,
    pid: launched.pid, restarts: launched.restarts, logFile: launched.logFile, env: { SMTP_URL: `smtp://${address}` }, stop: launched.stop,
  };
}

function addressOf(given: string): URL {
  const url = URL.parse(given);
  if (url === null || !/^smtps?:$/.test(url.protocol)) throw new StackError('SMTP_URL is set, but it is no address of a mail server: expected smtp(s)://user:password@host:port.');
  return url;
}

const portOf = ({ port, protocol }: URL) => Number(port) || (protocol === 'smtps:' ? 465 : 587);
const patienceMs = 5_000;

async function opens(url: URL): Promise<void> {
  const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ''));
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) });
  } finally {
    socket.destroy();
  }
}

/** A mail server speaks first, and begins with 220. */
async function greets(url: URL): Promise<void> {
  const socket = connect(portOf(url), url.hostname.replace(/^\[|\]$/g, ''));
  try {
    const [greeting] = (await once(socket, 'data', { signal: AbortSignal.timeout(patienceMs) })) as [Buffer];
    if (!greeting.toString().startsWith('220')) throw new Error('it does not speak SMTP');
    socket.end('QUIT\r\n');
  } finally {
    socket.destroy();
  }
}
