import type { GenerateBody, GeneratedQuestions } from '@greenroom/contracts';
import { findResume } from '@greenroom/database';
import { withoutContact } from '@greenroom/resumes';
import type { Context } from '../../context.ts';
import type { Logger } from '../../log.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';
import { generateQuestions as generate } from '../../questions/generate.ts';

export const generateQuestions: Handler<'generateQuestions'> = (context, { caller, query, log }) =>
  generateFor(context, log, caller.userId, { ...query, jobDescription: query.jobDescription ?? null, resumeId: query.resumeId ?? null });

export const generateQuestionsFor: Handler<'generateQuestionsFor'> = (context, { caller, body, log }) => generateFor(context, log, caller.userId, body);

/** Also for an interview that is planned without questions. @throws ProblemError when the résumé is not the person's own */
export async function generateFor({ database, languageModel }: Context, log: Logger, userId: string, { resumeId, ...wanted }: GenerateBody): Promise<GeneratedQuestions> {
  const resume = resumeId === null ? null : await findResume(database, userId, resumeId);
  if (resume === undefined) throw new ProblemError('invalid-request', 'The request is not valid.', { errors: [{ path: 'resumeId', message: 'You have no résumé with this id.' }] });
  return generate({ database, languageModel, log }, { ...wanted, userId, resumeText: resume === null ? null : withoutContact(resume.text) });
}
