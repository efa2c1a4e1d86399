import { removeInterview } from '../../interview-removal.ts';
import type { Handler } from '../../operation.ts';

export const deleteInterview: Handler<'deleteInterview'> = async (context, { interview, log }) => {
  await removeInterview(context, interview, log);
  log.info({ 'interview.id': interview.id }, 'Interview removed');
};
