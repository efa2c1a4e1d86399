import { endLetter, findWaitingLetter } from '@greenroom/database';
import { MailRefusedError } from '@greenroom/mail';
import { ApplicationFailure } from '@temporalio/activity';
import type { Context } from '../context.ts';

export function letterActivities({ database, mailer, log }: Context) {
  return {
    /**
     * Hands a letter to the mail server. When the process ends between that and writing it down, it is handed over again, with
     * the same Message-ID.
     * @returns false when there is nothing to send any more
     */
    async deliverLetter(key: string): Promise<boolean> {
      const mail = await findWaitingLetter(database, key);
      if (mail === undefined) return false;
      try {
        await mailer.deliver(mail, key);
      } catch (error) {
        const { message } = error as Error;
        // The address is in no log and in no history: the key leads to it for whoever may look into the database.
        if (error instanceof MailRefusedError) throw ApplicationFailure.create({ message, type: error.name, nonRetryable: true });
        log.warn({ key, template: mail.template, reason: message }, 'a letter could not be handed over; it is tried again');
        throw ApplicationFailure.create({ message, type: (error as Error).name });
      }
      await endLetter(database, key, 'sent');
      log.info({ key, template: mail.template }, 'a letter was handed over');
      return true;
    },

    /** The server refused it for good, or was away for a day. */
    async giveUpLetter({ key, reason }: { key: string; reason: string }): Promise<void> {
      await endLetter(database, key, 'refused');
      log.error({ key, reason }, 'a letter was given up');
    },
  };
}
