import { findResume } from '@greenroom/database';
import { FileNotFoundError } from '@greenroom/files';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { noResume } from './with-text.ts';

const types = { pdf: 'application/pdf', docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', text: 'text/plain' } as const;

/** Decrypted, to be saved: it is a stranger's file and is never shown inside the site. */
export const readResumeFile: Handler<'readResumeFile'> = async ({ database, files }, { caller, params, response }) => {
  const resume = await findResume(database, caller.userId, params.id);
  if (resume === undefined) throw noResume();
  const bytes = await files.getEncrypted(resume.fileKey).catch((cause: unknown) => {
    if (cause instanceof FileNotFoundError) throw new ProblemError('not-found', 'The file has been removed.', { cause });
    throw cause;
  });
  response.attachment(resume.fileName);
  response.set({ 'content-type': types[resume.format], 'content-length': String(bytes.length), 'cache-control': 'private, no-store', 'content-security-policy': "sandbox; default-src 'none'" });
  response.status(200).end(bytes);
};
