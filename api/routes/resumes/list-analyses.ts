import { listResumeAnalyses as list } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { noResume } from './with-text.ts';

const most = 20;

export const listResumeAnalyses: Handler<'listResumeAnalyses'> = async ({ database }, { caller, params }) => {
  const items = await list(database, caller.userId, params.id, most);
  if (items === undefined) throw noResume();
  return { items };
};
