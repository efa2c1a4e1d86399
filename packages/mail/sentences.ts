/**
 * What each letter says. Written for somebody who may be reading it in a hurry before an interview: first what happened,
 * then what to do, then what happens otherwise.
 */
import type { Mail } from '@greenroom/contracts';
import { firstName, oneLine } from './clean.ts';

export interface Sentences {
  subject: string;
  before: string[];
  list: string[];
  /** What the link does; empty when there is none. */
  link: string;
  after: string[];
}

type Write<M extends Mail> = (mail: M) => Sentences;
type Templates = { [T in Mail['template']]: Write<Extract<Mail, { template: T }>> };

const longestTitle = 80;
const longestLine = 200;

/** Dates as people write them; a date has no time zone here. */
const longDate = (date: string): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));

const templates: Templates = {
  'verify-email': () => ({
    subject: 'Confirm your e-mail address',
    before: ['Somebody, most likely you, opened a Greenroom account with this address. Please confirm that it is yours.'],
    list: [],
    link: 'Confirm this address',
    after: ['The link works for 24 hours. You can practise before you confirm.', 'If it was not you, you need not do anything.'],
  }),
  'reset-password': () => ({
    subject: 'Choose a new password',
    before: ['You asked for a new password for your Greenroom account.'],
    list: [],
    link: 'Choose a new password',
    after: ['The link works once, within one hour. Then you sign in again on every device.', 'If you did not ask for it, your password stays as it is and you need not do anything.'],
  }),
  'already-registered': () => ({
    subject: 'You already have an account',
    before: ['Somebody, most likely you, tried to open a Greenroom account with this address. It has one already, so nothing was changed.'],
    list: [],
    link: 'Sign in, or choose a new password',
    after: ['If it was not you, you need not do anything. Nobody was told that this address has an account.'],
  }),
  'password-changed': () => ({
    subject: 'Your password was changed',
    before: ['The password of your Greenroom account was changed just now. If it was you, all is well.', 'If it was not you, open Greenroom, choose "Forgotten your password?" and set a new one. That signs out everybody else.'],
    list: [],
    link: '',
    after: [],
  }),
  'report-ready': ({ interview }) => ({
    subject: `Your report is ready: ${oneLine(interview, longestTitle)}`,
    before: [`The report on your practice interview "${oneLine(interview, longestTitle)}" is ready. Each remark in it quotes your own words.`],
    list: [],
    link: 'Read the report',
    after: ['It stays there; there is no hurry. You can switch these letters off in your settings.'],
  }),
  'weekly-progress': ({ interviews, lines }) => ({
    subject: `Your week: ${interviews} practice ${interviews === 1 ? 'interview' : 'interviews'}`,
    before: [`You held ${interviews} practice ${interviews === 1 ? 'interview' : 'interviews'} last week.`],
    list: lines.map((line) => oneLine(line, longestLine)).filter((line) => line !== ''),
    link: 'See your progress',
    after: ['You asked for this letter. You can switch it off in your settings.'],
  }),
  'coach-invited': ({ candidate }) => {
    const who = firstName(candidate) ?? 'Somebody';
    return {
      subject: `${who} invites you as a coach`,
      before: [`${who} practises interviews with Greenroom and would like you to be their coach. You would see the interviews that they share with you, and could listen and give advice.`],
      list: [],
      link: 'Look at the invitation',
      after: ['The link works once, within seven days. You need a coach account to accept it.', 'If you do not know this person, you need not do anything.'],
    };
  },
  'export-ready': () => ({
    subject: 'Your data is ready to download',
    before: ['The copy of your data that you asked for is ready: one zip file with all that Greenroom keeps about you.'],
    list: [],
    link: 'Download it',
    after: ['You have to be signed in. The file is removed after seven days.', 'If you did not ask for it, change your password.'],
  }),
  'deletion-planned': ({ on }) => ({
    subject: 'Your account will be deleted',
    before: [
      `You asked us to delete your Greenroom account. On ${longDate(on)} it is removed with all that belongs to it: interviews, recordings, reports, résumés, settings.`,
      'Until then you can sign in, download your data, or keep the account.',
    ],
    list: [],
    link: 'Keep my account',
    after: ['If you did not ask for it, keep the account with this link and change your password.'],
  }),
};

export function sentences(mail: Mail): Sentences {
  return (templates[mail.template] as Write<Mail>)(mail);
}
