/** One letter, until it is handed over or given up. */
import type { SendMailInput } from '@greenroom/contracts';
import { ActivityFailure, isCancellation } from '@temporalio/workflow';
import { deliverLetter, giveUpLetter } from './account-activities.ts';

export async function sendMail({ key }: SendMailInput): Promise<'sent' | 'gone' | 'refused'> {
  try {
    return (await deliverLetter(key)) ? 'sent' : 'gone';
  } catch (error) {
    if (isCancellation(error)) throw error;
    await giveUpLetter({ key, reason: error instanceof ActivityFailure ? (error.cause?.message ?? error.message) : String(error) });
    return 'refused';
  }
}
