/** One uploaded file and the fields beside it, held in memory: nothing unencrypted reaches a disk. */
import type { Request, Response } from 'express';
import multer, { MulterError } from 'multer';
import { resumeLimits } from '@greenroom/contracts';
import { ProblemError } from '../../problems.ts';

export interface ReceivedFile {
  name: string;
  bytes: Buffer;
  fields: Record<string, unknown>;
}

const field = 'file';
const receive = multer({
  storage: multer.memoryStorage(),
  defParamCharset: 'utf8',
  limits: { fileSize: resumeLimits.fileBytes, files: 1, fields: 4, parts: 5, fieldNameSize: 50, fieldSize: 2_000, headerPairs: 20 },
}).single(field);

/** @throws ProblemError */
export async function receiveFile(request: Request, response: Response): Promise<ReceivedFile> {
  if (!request.is('multipart/form-data')) throw new ProblemError('unsupported-file', `Send the file as multipart/form-data, in the field "${field}".`);
  await new Promise<void>((resolve, reject) => {
    void receive(request, response, (error: unknown) => (error === undefined || error === null ? resolve() : reject(asProblem(error))));
  });
  const { file } = request;
  if (file === undefined) throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: field, message: 'Send the file in this field.' }] });
  return { name: file.originalname, bytes: file.buffer, fields: { ...(request.body as Record<string, unknown> | undefined) } };
}

function asProblem(error: unknown): ProblemError {
  if (!(error instanceof MulterError)) return new ProblemError('invalid-request', 'The body is no complete multipart/form-data.', { cause: error });
  switch (error.code) {
    case 'LIMIT_FILE_SIZE': return new ProblemError('too-large', 'The file is larger than 10 MB. Save it without large images, or export it as PDF.');
    case 'LIMIT_UNEXPECTED_FILE': case 'LIMIT_FILE_COUNT': return new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: error.field ?? field, message: `Send one file, in the field "${field}".` }] });
    default: return new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: error.field ?? '', message: error.message }] });
  }
}
