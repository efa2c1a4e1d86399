import { deleteResume as deleteRow, findResume } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { noResume } from './with-text.ts';

/** The file first: when it cannot be removed now, the row still says that there is one, and the same request tries again. */
export const deleteResume: Handler<'deleteResume'> = async ({ database, files }, { caller, params }) => {
  const resume = await findResume(database, caller.userId, params.id);
  if (resume === undefined) throw noResume();
  await files.remove(resume.fileKey);
  await deleteRow(database, caller.userId, params.id);
};
