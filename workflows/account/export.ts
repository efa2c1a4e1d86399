import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endExport, findAccount, findLetterReader, keepLetter } from '@greenroom/database';
import { FileNotFoundError, FilesError, keys } from '@greenroom/files';
import { ApplicationFailure, cancellationSignal, heartbeat } from '@temporalio/activity';
import { sitePages, type AccountExportInput } from '@greenroom/contracts';
import type { Context } from '../context.ts';
import { writeExport } from './write-export.ts';

const keptMs = 7 * 24 * 3600_000;

export function exportActivities(context: Context) {
  const { database, files, siteUrl, log } = context;
  return {
    /** Everything into one zip on the disk, then into the file store. @returns false when the account went away meanwhile */
    async makeExport({ exportId, userId }: AccountExportInput): Promise<boolean> {
      if ((await findAccount(database, userId)) === undefined) throw ApplicationFailure.nonRetryable('The account is gone.', 'AccountGone');
      const folder = await mkdtemp(join(tmpdir(), 'greenroom-export-'));
      const key = keys.accountExport(userId, exportId);
      try {
        const path = join(folder, 'export.zip');
        const { sizeBytes, entries } = await writeExport(context, userId, path, cancellationSignal(), () => heartbeat());
        await files.putFile(key, path, 'application/zip');
        const wanted = await endExport(database, exportId, { status: 'ready', sizeBytes, expiresAt: new Date(Date.now() + keptMs) });
        if (!wanted) await files.remove(key);
        log.info({ userId, exportId, sizeBytes, entries, wanted }, 'an export was made');
        return wanted;
      } catch (error) {
        // A key that is not in the settings any more, or a file that was changed: another try gives the same.
        if (error instanceof FilesError && !error.retryable && !(error instanceof FileNotFoundError)) throw ApplicationFailure.create({ message: error.message, type: error.name, nonRetryable: true, cause: error });
        throw error;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },

    async failExport({ exportId, userId }: AccountExportInput): Promise<void> {
      await files.remove(keys.accountExport(userId, exportId));
      await endExport(database, exportId, { status: 'failed' });
      log.error({ userId, exportId }, 'an export could not be made');
    },

    /** @returns the key of the letter to send, or null when there is nobody to tell */
    async keepExportLetter({ exportId, userId }: AccountExportInput): Promise<string | null> {
      const reader = await findLetterReader(database, userId);
      if (reader === undefined) return null;
      const key = `export-${exportId}`;
      const status = await keepLetter(database, { template: 'export-ready', to: reader.email, name: reader.fullName, link: siteUrl + sitePages.settings }, key);
      return status === 'waiting' ? key : null;
    },
  };
}
