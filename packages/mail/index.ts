/** Letters: their text, and the road to a mail server. */
export { connectMailer, MailDelayedError, MailRefusedError, type Mailer } from './mailer.ts';
export { writeLetter, type Letter } from './letter.ts';
