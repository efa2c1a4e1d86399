import { pipeline } from 'node:stream/promises';
import { findInterview } from '@greenroom/database';
import { FileNotFoundError, keys, RangeNotSatisfiableError } from '@greenroom/files';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { readyRecording } from '../../recordings/availability.ts';

/** One byte range, as players ask for it. Anything else in a Range header may be ignored (RFC 9110, 14.2). */
const oneRange = /^bytes=(?:(\d+)-(\d*)|-\d+)$/;

/** Streams the file from the store, whole or a range of it; also answers HEAD and "have you something newer?". */
export const readRecording: Handler<'readRecording'> = async (context, { params, query, request, response, log }) => {
  if (!context.recordings.isValid(params.id, query.expires, query.signature)) {
    throw new ProblemError('address-not-valid', 'It has expired, or was changed. Get a new one with GET /api/v1/interviews/{id}/recording/address.');
  }
  const { database, files } = context;
  const interview = await findInterview(database, params.id);
  if (interview === undefined) throw new ProblemError('not-found', 'This interview has been removed.');
  const { contentType } = await readyRecording(context, interview);
  const key = keys.recording(interview.id);
  const common = (etag: string) => ({ 'content-type': contentType, 'accept-ranges': 'bytes', 'cache-control': 'private, no-cache', etag });

  const conditional = request.get('if-none-match') !== undefined || request.get('if-range') !== undefined;
  if (request.method === 'HEAD' || conditional) {
    const { etag, contentLength } = await found(files.describe(key));
    if (sameTag(request.get('if-none-match'), etag)) return void response.status(304).set(common(etag)).end();
    if (request.method === 'HEAD') return void response.status(200).set({ ...common(etag), 'content-length': String(contentLength) }).end();
    if (request.get('if-range') !== undefined && request.get('if-range') !== etag) delete request.headers.range;
  }

  const file = await found(files.get(key, askedRange(request.get('range')))).catch(async (error: unknown) => {
    if (!(error instanceof RangeNotSatisfiableError)) throw error;
    const { contentLength } = await files.describe(key);
    throw new ProblemError('range-not-satisfiable', `The file has ${contentLength} bytes.`, { headers: { 'content-range': `bytes */${contentLength}` } });
  });
  response.status(file.contentRange === undefined ? 200 : 206).set({ ...common(file.etag), 'content-length': String(file.contentLength) });
  if (file.contentRange !== undefined) response.set('content-range', file.contentRange);
  await pipeline(file.body, response).catch((error: unknown) => {
    // A player that seeks leaves in the middle; that is no fault.
    if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE') return;
    log.error({ error }, 'The recording broke off');
    response.destroy();
  });
};

function askedRange(header: string | undefined): string | undefined {
  const match = oneRange.exec(header ?? '');
  if (match === null) return undefined;
  const [, first, last] = match;
  const backwards = first !== undefined && last !== undefined && last !== '' && Number(last) < Number(first);
  return backwards ? undefined : header;
}

function sameTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
}

async function found<T>(call: Promise<T>): Promise<T> {
  return call.catch((error: unknown) => {
    if (error instanceof FileNotFoundError) throw new ProblemError('not-found', 'The recording has been removed.', { cause: error });
    throw error;
  });
}
