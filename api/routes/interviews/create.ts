import { createInterview as create, ownsResume } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { chooseQuestions } from '../../questions/choose.ts';

export const createInterview: Handler<'createInterview'> = async ({ database }, { caller, body }) => {
  const { type, mode, role, level, language, jobDescription, resumeId } = body;
  const questions = body.questions ?? chooseQuestions(type);
  const twice = questions.findIndex(({ id }, index) => questions.findIndex((other) => other.id === id) < index);
  if (twice >= 0) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: `questions.${twice}.id`, message: 'This id is taken by an earlier question.' }] });
  }
  if (resumeId !== null && !(await ownsResume(database, caller.userId, resumeId))) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: 'resumeId', message: 'You have no résumé with this id.' }] });
  }
  return create(database, { userId: caller.userId, type, mode, role, level, language, jobDescription, resumeId, questions });
};
