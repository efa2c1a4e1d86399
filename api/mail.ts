/** Letters leave by a durable workflow: a mail server that is away, or a process that ends, loses none. */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { Mail, taskQueues, workflowIds, workflowNames, type SendMailInput } from '@greenroom/contracts';
import { keepLetter, type Database } from '@greenroom/database';
import type { Durable } from './durable.ts';

/** Also a part of a workflow's id, which operators see: no address, no name, no token. */
const keyForm = /^[\w.:-]{1,180}$/;

export interface MailService {
  /**
   * Has a letter sent, once for each key, however often it is called.
   * @param key what the letter is about, for example `report-<interviewId>`. It is seen by operators and kept for 30 days:
   *   ids only, never an address or a token (a token's hash is fine).
   * @throws PartUnavailableError, or a database error, when it could not be taken on; the same call may be repeated
   */
  send(mail: Mail, key: string): Promise<void>;
}

export function createMail(database: Database, durable: Durable): MailService {
  return {
    async send(mail, key) {
      if (!keyForm.test(key)) throw new TypeError(`"${key}" is no key for a letter: letters, digits and ._:- only, at most 180.`);
      // The address and the text stay in the database, where they are removed with the account; the workflow knows the key.
      if ((await keepLetter(database, Mail.parse(mail), key)) !== 'waiting') return;
      const input: SendMailInput = { key };
      try {
        await durable.reached(() =>
          durable.client.workflow.start(workflowNames.sendMail, {
            taskQueue: taskQueues.interviews,
            workflowId: workflowIds.mail(key),
            args: [input],
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
          }),
        );
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}
