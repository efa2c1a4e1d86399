import { randomUUID } from 'node:crypto';
import { resumeLimits, resumeOperations } from '@greenroom/contracts';
import { createResume } from '@greenroom/database';
import { keys } from '@greenroom/files';
import { safeFileName } from '@greenroom/resumes';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { receiveFile } from './receive-file.ts';
import { withText } from './with-text.ts';

const Fields = resumeOperations.uploadResume.body.pick({ targetRole: true });

/** Reads the file apart from this process, stores it encrypted, and answers with its text for its owner to confirm. */
export const uploadResume: Handler<'uploadResume'> = async ({ database, files, resumes }, { caller, request, response, log }) => {
  const { name, bytes, fields } = await receiveFile(request, response);
  const parsed = Fields.safeParse({ targetRole: typeof fields['targetRole'] === 'string' && fields['targetRole'].trim() === '' ? undefined : fields['targetRole'] });
  if (!parsed.success) throw new ProblemError('invalid-request', 'The body is not valid.', { errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) });

  const { format, pages, text, readability } = await resumes.read(bytes);
  const id = randomUUID();
  const fileKey = keys.resume(caller.userId, id);
  await files.putEncrypted(fileKey, bytes);
  const removeFile = () => files.remove(fileKey).catch((error: unknown) => log.error({ error, 'resume.id': id }, 'The file of a résumé that was not kept is left in the store'));
  const resume = await createResume(
    database,
    { id, userId: caller.userId, fileKey, fileName: safeFileName(name, format), format, sizeBytes: bytes.length, pages, targetRole: parsed.data.targetRole ?? null, text, readability },
    resumeLimits.perPerson,
  ).catch(async (error: unknown) => {
    await removeFile();
    throw error;
  });
  if (resume === undefined) {
    await removeFile();
    throw new ProblemError('too-many', `You have ${resumeLimits.perPerson} résumés. Delete one before you upload another.`);
  }
  log.info({ 'resume.id': id, 'resume.format': format, 'file.size': bytes.length }, 'A résumé was uploaded');
  response.location(`/api/v1/resume/${id}`);
  return withText(resume);
};
