/** Hands letters to a mail server by SMTP, and says of a failure whether another try can help. */
import { createHash } from 'node:crypto';
import { Mail } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { createTransport } from 'nodemailer';
import { oneLine } from './clean.ts';
import { writeLetter } from './letter.ts';

/** The server refuses this letter or this address for good. The message holds no address. */
export class MailRefusedError extends Error {
  override readonly name = 'MailRefusedError';
  readonly retryable = false;
}

/** The server is away, busy, or asks to come back later; also when it does not let *us* in, which somebody has to mend. */
export class MailDelayedError extends Error {
  override readonly name = 'MailDelayedError';
  readonly retryable = true;
}

export interface Mailer {
  /**
   * Hands one letter over.
   * @param key the same key gives the same Message-ID, so that a letter handed over twice can be recognised
   * @throws MailRefusedError, MailDelayedError
   */
  deliver(mail: Mail, key: string): Promise<void>;
  close(): void;
}

const defaults = {
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 15_000,
  /** Silence in the middle of a conversation. Some servers think for long before they accept a letter. */
  silenceTimeoutMs: 60_000,
} as const;

export interface MailerOptions {
  connectTimeoutMs?: number;
  greetingTimeoutMs?: number;
  silenceTimeoutMs?: number;
}

export function connectMailer({ smtpUrl, from }: Settings['mail'], options: MailerOptions = {}): Mailer {
  const times = { ...defaults, ...options };
  const transport = createTransport({
    ...serverOf(smtpUrl),
    connectionTimeout: times.connectTimeoutMs,
    greetingTimeout: times.greetingTimeoutMs,
    socketTimeout: times.silenceTimeoutMs,
    dnsTimeout: times.connectTimeoutMs,
    // A letter is made of our text alone.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  return {
    async deliver(mail, key) {
      const { subject, text, html } = letterOf(mail);
      const messageId = `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`;
      try {
        await transport.sendMail({
          from, subject, text, html, messageId,
          to: { name: oneLine(mail.name, 60), address: mail.to },
          // No answer to these by machines: holiday notes, for example (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
      } catch (cause) {
        throw mailError(cause);
      }
    },
    close: () => transport.close(),
  };
}

function letterOf(mail: Mail) {
  try {
    return writeLetter(Mail.parse(mail));
  } catch (cause) {
    throw new MailRefusedError(`The letter "${mail.template}" cannot be written from what was given.`, { cause });
  }
}

/** `smtp://` means STARTTLS and nothing less, except on this machine or when the address says `?tls=off`. */
function serverOf(smtpUrl: string) {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const plain = !secure && (['127.0.0.1', '::1', 'localhost'].includes(host) || url.searchParams.get('tls') === 'off');
  const user = decodeURIComponent(url.username);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    ...(plain ? { ignoreTLS: true } : { requireTLS: !secure }),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  };
}

interface SmtpFailure {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

/** Only the numbers are taken over: a server's words often repeat the address. */
function mailError(cause: unknown): MailRefusedError | MailDelayedError {
  const { code = 'error', command = '', responseCode, response = '' } = cause as SmtpFailure;
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const what = ['SMTP', responseCode ?? code, enhanced, command === '' ? undefined : `at ${command}`].filter((part) => part !== undefined).join(' ');
  // A refused sender or sign-in is our own fault to mend, a refused greeting the server's; the letter is not to blame.
  const aboutTheLetter = command === 'RCPT TO' || command === 'DATA';
  if (responseCode !== undefined && responseCode >= 500 && aboutTheLetter) return new MailRefusedError(what);
  if (code === 'EENVELOPE' && responseCode === undefined && command === 'API') return new MailRefusedError(what);
  return new MailDelayedError(what);
}
