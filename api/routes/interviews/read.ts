import type { Handler } from '../../operation.ts';

export const readInterview: Handler<'readInterview'> = async ({ workflows }, { interview, log }) => {
  if (interview.status === 'pending') return { interview, progress: null };
  const progress = await workflows.progress(interview.id, (error) => log.warn({ error }, 'The interview’s progress is not available'));
  return { interview, progress };
};
