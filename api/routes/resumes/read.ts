import { findResume } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { noResume, withText } from './with-text.ts';

export const readResume: Handler<'readResume'> = async ({ database }, { caller, params }) => {
  const resume = await findResume(database, caller.userId, params.id);
  if (resume === undefined) throw noResume();
  return withText(resume);
};
