import type { InterviewStatus } from '@greenroom/contracts';
import { findRecording, findReport } from '@greenroom/database';
import type { Handler } from '../../operation.ts';
import { ProblemError } from '../../problems.ts';

export const readReport: Handler<'readReport'> = async ({ database }, { interview }) => {
  const report = await findReport(database, interview.id);
  if (report === undefined) throw noReport(interview.status);
  return { report, scores: report.scores, recording: (await findRecording(database, interview.id)) ?? null };
};

function noReport(status: InterviewStatus): ProblemError {
  switch (status) {
    case 'pending':
      return new ProblemError('not-found', 'This interview has not been started, so there is no report.');
    case 'in_progress':
      return new ProblemError('not-ready', 'The report is made when the conversation is over.');
    case 'finishing':
    case 'completed':
      return new ProblemError('not-ready', 'The report is being made. Try again in a moment.');
    case 'abandoned':
      return new ProblemError('not-found', 'Nobody came, or nothing was said, so there is no report. Plan a new interview.');
    case 'failed':
      return new ProblemError('not-found', 'No report could be made; what was recorded is kept. Plan a new interview.');
  }
}
