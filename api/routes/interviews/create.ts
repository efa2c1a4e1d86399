import { createInterview as create } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { chooseQuestions } from '../../questions/choose.ts';

export const createInterview: Handler<'createInterview'> = async ({ database }, { caller, body }) => {
  const { type, role, level, language, jobDescription } = body;
  const questions = body.questions ?? chooseQuestions(type);
  const twice = questions.findIndex(({ id }, index) => questions.findIndex((other) => other.id === id) < index);
  if (twice >= 0) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: `questions.${twice}.id`, message: 'This id is taken by an earlier question.' }] });
  }
  return create(database, { userId: caller.userId, type, role, level, language, jobDescription, questions });
};
