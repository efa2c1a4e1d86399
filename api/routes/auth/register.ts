import { createUser, EmailTakenError, findUserByEmail } from '@greenroom/database';
import { evenTime } from '../../auth/even-time.ts';
import { sendAlreadyRegistered, sendLink } from '../../auth/letters.ts';
import { refuseWeakPassword } from '../../auth/password-rules.ts';
import type { Handler } from '../../operation.ts';
import { PartUnavailableError } from '../../problems.ts';

/** Longer than writing the account and handing the letter over take. */
const evenMs = 400;

/**
 * The same answer after the same time whether or not the address has an account: what differs is the letter. A password is
 * hashed either way. Why not signed in at once: docs/decisions/sessions.md.
 */
export const register: Handler<'register'> = async (context, { body, log }) => {
  const { database, passwords } = context;
  refuseWeakPassword('password', body.password, body);
  const passwordHash = await passwords.hash(body.password);
  return evenTime(evenMs, async () => {
    const made = await createUser(database, { email: body.email, fullName: body.fullName, role: body.role, passwordHash }).catch((error: unknown) => {
      if (error instanceof EmailTakenError) return undefined;
      throw error;
    });
    const owner = made ?? (await findUserByEmail(database, body.email));
    try {
      if (made !== undefined) await sendLink(context, made, 'verify-email');
      else if (owner !== undefined) await sendAlreadyRegistered(context, owner);
      return { letter: 'on-its-way' };
    } catch (error) {
      if (!(error instanceof PartUnavailableError)) throw error;
      // The account is there and can be used; the letter can be asked for again.
      log.error({ error }, 'A letter after a registration could not be sent');
      return { letter: 'delayed' };
    }
  });
};
