import type { Interview, InterviewInput } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { ProblemError } from './problems.ts';

/** What the interview's workflow starts with. @param clockStartedAt epoch milliseconds */
export function workflowInput(interviewId: string, clockStartedAt: number, times: Settings['interviews']): InterviewInput {
  return { interviewId, clockStartedAt, ...times };
}

const whatToDo: Record<Interview['status'], string> = {
  pending: 'Start it again.',
  in_progress: 'Its conversation has just ended. Read the interview again in a moment.',
  finishing: 'Its report is being made: read the report in a moment. For another try, plan a new interview.',
  completed: 'Read its report. For another try, plan a new interview.',
  abandoned: 'Nobody came, or nothing was said. Plan a new interview.',
  failed: 'No report could be made; what was recorded is kept. Plan a new interview.',
};

export function interviewOver({ status }: Pick<Interview, 'status'>): ProblemError {
  return new ProblemError('interview-over', whatToDo[status]);
}
