import { pipeline } from 'node:stream/promises';
import { findExport } from '@greenroom/database';
import { FileNotFoundError, keys } from '@greenroom/files';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { noExport } from './read-export.ts';

const instead = 'POST /api/v1/account/export has a new one made.';

export const readExportFile: Handler<'readExportFile'> = async ({ database, files }, { caller, params, request, response, log }) => {
  const made = (await findExport(database, caller.userId, params.id)) ?? noExport();
  if (made.status === 'gathering') throw new ProblemError('not-ready', 'It is being made. A letter says when it is ready.');
  if (made.status === 'failed') throw new ProblemError('not-found', `This export could not be made. ${instead}`);
  const over = made.status === 'expired' || made.expiresAt === null || Date.parse(made.expiresAt) <= Date.now();
  if (over) throw new ProblemError('not-found', `This export was removed after seven days. ${instead}`);
  const file = await files.get(keys.accountExport(caller.userId, made.id)).catch((error: unknown) => {
    if (error instanceof FileNotFoundError) throw new ProblemError('not-found', `This export has been removed. ${instead}`, { cause: error });
    throw error;
  });
  response.status(200).set({
    'content-type': 'application/zip',
    'content-length': String(file.contentLength),
    'content-disposition': `attachment; filename="greenroom-${made.createdAt.slice(0, 10)}.zip"`,
  });
  if (request.method === 'HEAD') {
    file.body.destroy();
    return void response.end();
  }
  await pipeline(file.body, response).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    log.error({ error }, 'The export broke off');
    response.destroy();
  });
};
