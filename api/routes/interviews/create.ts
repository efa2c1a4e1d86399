import { createInterview as create, ownsResume } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { generateFor } from '../questions/generate.ts';

/** Questions of an interview for which none were given. */
const usualCount = 4;

export const createInterview: Handler<'createInterview'> = async (context, { caller, body, log }) => {
  const { database } = context;
  const { type, mode, role, level, language, jobDescription, resumeId } = body;
  const given = body.questions ?? [];
  const twice = given.findIndex(({ id }, index) => given.findIndex((other) => other.id === id) < index);
  if (twice >= 0) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: `questions.${twice}.id`, message: 'This id is taken by an earlier question.' }] });
  }
  if (resumeId !== null && !(await ownsResume(database, caller.userId, resumeId))) {
    throw new ProblemError('invalid-request', 'The body is not valid.', { errors: [{ path: 'resumeId', message: 'You have no résumé with this id.' }] });
  }
  const { questions, source: questionSource } = body.questions === undefined ? await generateFor(context, log, caller.userId, { type, role, level, jobDescription, resumeId, count: usualCount }) : { questions: body.questions, source: null };
  return create(database, { userId: caller.userId, type, mode, role, level, language, jobDescription, resumeId, questions, questionSource });
};
