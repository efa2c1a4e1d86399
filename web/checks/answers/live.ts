import { Refused, type Answers, type Asked } from './answers.ts';

/** What the candidate ordered with buttons, as `order id`, in turn. Emptied by whoever looks. */
export const ordered: string[] = [];
/** Orders that are refused, with the words. */
export const refusals = new Map<string, string>();

const take = (order: string) => ({ id }: Asked) => {
  ordered.push(`${order} ${id}`);
  const refusal = refusals.get(order);
  if (refusal !== undefined) throw new Refused(409, refusal);
  return { status: 'in_progress' };
};

export const liveAnswers: Answers = {
  listListeners: () => ({ items: [{ name: 'Cal Okonkwo-Vandenberghe', state: 'listens' }] }),
  pauseInterview: take('pause'),
  resumeInterview: take('resume'),
  repeatQuestion: take('repeat'),
  thinkLonger: take('think'),
  skipQuestion: take('skip'),
};
