import { usualVoice, type Again, type Question } from '@greenroom/contracts';
import { createInterview as create, findInterview, findSettings, ownsResume, type Database } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { generateFor } from '../questions/generate.ts';

export const createInterview: Handler<'createInterview'> = async (context, { caller, body, log }) => {
  const { database } = context;
  const { type, mode, role, level, language, jobDescription, resumeId, cue, again, questionCount: count } = body;
  const given = body.questions ?? [];
  const twice = given.findIndex(({ id }, index) => given.findIndex((other) => other.id === id) < index);
  if (twice >= 0) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: `questions.${twice}.id`, message: 'This id is taken by an earlier question.' }] });
  }
  if (resumeId !== null && !(await ownsResume(database, caller.userId, resumeId))) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: 'resumeId', message: 'You have no résumé with this id.' }] });
  }
  const asked = again === null ? body.questions : [await questionOf(database, caller.userId, again)];
  const { questions, source: questionSource } = asked === undefined ? await generateFor(context, log, caller.userId, { type, role, level, jobDescription, resumeId, count }) : { questions: asked, source: null };
  const own = await findSettings(database, caller.userId);
  const thinkingTime = body.thinkingTime ?? own?.thinkingTime ?? 'normal';
  const voice = body.voice ?? own?.voice ?? usualVoice;
  return create(database, { userId: caller.userId, type, mode, role, level, language, thinkingTime, voice, cue, again, jobDescription, resumeId, questions, questionSource });
};

/** @throws ProblemError when the interview is not one's own, or has no such question */
async function questionOf(database: Database, userId: string, { interviewId, questionId }: Again): Promise<Question> {
  const refused = (path: string, message: string) => new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path, message }] });
  const earlier = await findInterview(database, interviewId);
  if (earlier?.userId !== userId) throw refused('again.interviewId', 'You have no interview with this id.');
  const question = earlier.questions.find(({ id }) => id === questionId);
  if (question === undefined) throw refused('again.questionId', 'That interview has no question with this id.');
  return question;
}
