import { sitePages } from '@greenroom/contracts';
import { findReportReader, keepLetter } from '@greenroom/database';
import type { Context } from '../context.ts';

export function reportLetterActivities({ database, siteUrl }: Context) {
  return {
    /** @returns the key of the letter to send, or null: it is not wanted, the address is not confirmed, or it was sent */
    async keepReportLetter(interviewId: string): Promise<string | null> {
      const reader = await findReportReader(database, interviewId);
      if (reader === undefined) return null;
      const { email, fullName, interview } = reader;
      const key = `report-${interviewId}`;
      const status = await keepLetter(database, { template: 'report-ready', to: email, name: fullName, interview, link: siteUrl + sitePages.report(interviewId) }, key);
      return status === 'waiting' ? key : null;
    },
  };
}
