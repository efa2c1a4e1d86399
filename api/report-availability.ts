import type { Interview, Report } from '@greenroom/contracts';
import { findReport } from '@greenroom/database';
import type { Context } from './context.ts';
import { ProblemError } from './problems.ts';

/** @throws ProblemError that says why there is no report, and whether waiting helps */
export async function existingReport({ database }: Pick<Context, 'database'>, { id, status }: Pick<Interview, 'id' | 'status'>): Promise<Report> {
  const report = await findReport(database, id);
  if (report !== undefined) return report;
  switch (status) {
    case 'pending':
      throw new ProblemError('not-found', 'This interview has not been started, so there is no report.');
    case 'in_progress':
      throw new ProblemError('not-ready', 'The report is made when the conversation is over.');
    case 'finishing':
    case 'completed':
      throw new ProblemError('not-ready', 'The report is being made. Try again in a moment.');
    case 'abandoned':
      throw new ProblemError('not-found', 'Nobody came, or nothing was said, so there is no report. Plan a new interview.');
    case 'failed':
      throw new ProblemError('not-found', 'No report could be made; what was recorded is kept. Plan a new interview.');
  }
}
