/** What is asked before the recordings are played. Long sentences, so that somebody can speak over them. */
import type { Question } from '@greenroom/contracts';
import type { Answer } from './recordings.ts';

const texts: Readonly<Record<string, string>> = {
  behavioral: 'Please tell me about a time when something at work did not go as you had planned, what you did about it, and how it ended.',
  technical: 'Please explain a technical topic that you know well, as you would explain it to a new colleague in your team, step by step.',
  hr: 'Please tell me what you are looking for in your next job, and why you think that this team would be the right place for you.',
  communication: 'Please describe how you bring something complicated across to people who do not work in your field, and how you know that it worked.',
};
const probe = 'Could you please tell me a little more about what happened then and about your own part in how it came out for you and for the others in the end?';

/** One for each answer: an interviewer that follows up has more to ask than there is to say. */
export const questionsFor = (answers: readonly Pick<Answer, 'kind'>[]): Question[] =>
  answers.slice(0, 20).map(({ kind }, index) => ({
    id: `q${index + 1}`, text: texts[kind] ?? texts['behavioral'] ?? '', competency: kind, expectedPoints: [], probes: [probe], timeBudgetSeconds: 300,
  }));
