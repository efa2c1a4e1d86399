import { changeResume as change } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { noResume, withText } from './with-text.ts';

export const changeResume: Handler<'changeResume'> = async ({ database }, { caller, params, body }) => {
  const resume = await change(database, caller.userId, params.id, body);
  if (resume === undefined) throw noResume();
  return withText(resume);
};
