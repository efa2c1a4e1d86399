/** A copy of all that is kept about a person, and a letter when it is there. */
import type { AccountExportInput } from '@greenroom/contracts';
import { isCancellation, log } from '@temporalio/workflow';
import { failExport, keepExportLetter, makeExport, sendLetter } from './account-activities.ts';

export async function accountExport(input: AccountExportInput): Promise<'ready' | 'failed' | 'gone'> {
  try {
    if (!(await makeExport(input))) return 'gone';
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('the export could not be made', { error });
    await failExport(input);
    return 'failed';
  }
  const letter = await keepExportLetter(input);
  if (letter !== null) await sendLetter(letter);
  return 'ready';
}
