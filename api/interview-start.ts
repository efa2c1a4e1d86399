import type { Interview, InterviewInput, InterviewMode } from '@greenroom/contracts';
import type { Settings } from '@greenroom/settings';
import { ProblemError } from './problems.ts';

/** What the interview's workflow starts with. @param clockStartedAt epoch milliseconds */
export function workflowInput({ id, mode }: { id: string; mode: InterviewMode }, clockStartedAt: number, times: Settings['interviews']): InterviewInput {
  const { typedAbsenceTimeoutSeconds, ...rest } = times;
  // Whoever writes is silent for longer than whoever speaks.
  return { interviewId: id, mode, clockStartedAt, ...rest, ...(mode === 'typed' ? { absenceTimeoutSeconds: typedAbsenceTimeoutSeconds } : {}) };
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
