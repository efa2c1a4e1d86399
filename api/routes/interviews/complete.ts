import { findInterview } from '@greenroom/database';
import { workflowInput } from '../../interview-start.ts';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

/** Ends the conversation; the workflow does the rest. Repeating it, or calling it after the end, changes nothing. */
export const completeInterview: Handler<'completeInterview'> = async ({ database, workflows, interviewTimes }, { interview, log }) => {
  if (interview.startedAt === null) throw new ProblemError('interview-not-started', 'There is nothing to end. Start it with POST …/start.');
  if (interview.status === 'in_progress') {
    await workflows.end(workflowInput(interview, Date.parse(interview.startedAt), interviewTimes), 'candidate_ended');
    log.info({ 'interview.id': interview.id }, 'Interview ended by the candidate');
  }
  const { status } = (await findInterview(database, interview.id)) ?? interview;
  return { status };
};
