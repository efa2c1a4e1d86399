/** The letters that Greenroom sends, by template, and what each needs. The text is in `packages/mail`. */
import { z } from 'zod';

const person = { to: z.email(), name: z.string().max(120) };

export const Mail = z.discriminatedUnion('template', [
  z.object({ template: z.literal('verify-email'), ...person, link: z.url() }),
  z.object({ template: z.literal('reset-password'), ...person, link: z.url() }),
  /** Someone tried to register with an address that has an account. */
  z.object({ template: z.literal('already-registered'), ...person, link: z.url() }),
  z.object({ template: z.literal('password-changed'), ...person }),
  z.object({ template: z.literal('report-ready'), ...person, interview: z.string(), link: z.url() }),
  z.object({ template: z.literal('weekly-progress'), ...person, interviews: z.number().int(), lines: z.array(z.string()), link: z.url() }),
  z.object({ template: z.literal('coach-invited'), ...person, candidate: z.string(), link: z.url() }),
  z.object({ template: z.literal('export-ready'), ...person, link: z.url() }),
  z.object({ template: z.literal('deletion-planned'), ...person, on: z.iso.date(), link: z.url() }),
]);
export type Mail = z.infer<typeof Mail>;
export type MailTemplate = Mail['template'];

/** Pages of the site that letters lead to. */
export const sitePages = {
  report: (interviewId: string): string => `/interviews/${interviewId}/report`,
  /** Export, deletion and letters are settled here. */
  settings: '/settings',
  progress: '/',
} as const;
