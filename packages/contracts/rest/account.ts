/** One's account: profile, settings, a copy of all one's data, and its deletion. */
import { z } from 'zod';
import { InterviewerVoice, ThinkingTime, UserRole, usualVoice } from '../interview.ts';
import { TimeZone } from './analytics.ts';
import { IdParams, type Operation } from './operation.ts';

const MailChoices = z.strictObject({
  /** A letter when a report is ready. */
  reportReady: z.boolean().default(true),
  /** A letter on Monday morning, after a week with interviews. */
  weeklyProgress: z.boolean().default(false),
});

/** These are kept and given back; the site, or another client, may act on them. Nothing on the server reads them today. */
const forClients = 'Kept for clients: the server does not act on it.';

/** What a person chooses for all their interviews. Stored are only the keys that were set; the rest comes from here. */
export const AccountSettings = z.strictObject({
  language: z.string().regex(/^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,2}$/, 'expected a language tag, for example en or en-GB').max(20).default('en').describe(`BCP 47, for example \`en-GB\`. ${forClients} An interview's language is in its plan.`),
  timeZone: TimeZone.default('UTC').describe('Days of the dashboard and its streaks, the hour of weekly letters, dates in letters.'),
  thinkingTime: ThinkingTime.default('normal').describe('How long a silence one would like to have before the interviewer takes it for the end of an answer. Interviews planned from now on begin with it.'),
  voice: InterviewerVoice.strict().default(usualVoice).describe('How the interviewer sounds. Interviews planned from now on begin with it. Where no cloud voice is set up there is one voice, the lower one.'),
  captions: z.boolean().default(true).describe(`What the interviewer says, also as text. ${forClients}`),
  fluencyScore: z.boolean().default(true).describe('Off: no report made from now on has a fluency score, and no overall score contains it. For people who stutter, or speak a second language.'),
  reducedMotion: z.boolean().default(false).describe(`On: nothing should move, also where the system has no such wish. ${forClients}`),
  mail: MailChoices.default({ reportReady: true, weeklyProgress: false }).describe('Which letters come.'),
  recordingRetentionDays: z.number().int().min(1).max(365).nullable().default(90).describe('Days after which recordings are removed; null keeps them until the interview is deleted.'),
});
export type AccountSettings = z.infer<typeof AccountSettings>;

/** The keys to change; the others stay. Unknown ones are refused. */
export const SettingsChange = z.strictObject({
  language: AccountSettings.shape.language.unwrap().optional(),
  timeZone: TimeZone.optional(),
  thinkingTime: AccountSettings.shape.thinkingTime.unwrap().optional(),
  voice: InterviewerVoice.strict().optional(),
  captions: z.boolean().optional(),
  fluencyScore: z.boolean().optional(),
  reducedMotion: z.boolean().optional(),
  mail: z.strictObject({ reportReady: z.boolean().optional(), weeklyProgress: z.boolean().optional() }).optional(),
  recordingRetentionDays: z.number().int().min(1).max(365).nullable().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

export const Account = z.object({
  id: z.uuid(),
  email: z.string(),
  emailVerified: z.boolean(),
  fullName: z.string(),
  role: UserRole,
  settings: AccountSettings,
  createdAt: z.iso.datetime(),
  /** When everything is removed, if deletion was asked for. */
  deletionPlannedAt: z.iso.datetime().nullable(),
});
export type Account = z.infer<typeof Account>;

export const AccountChange = z.strictObject({
  fullName: z.string().trim().min(1).max(120).optional(),
  /** One practises, the other helps. The next access token carries it: refresh to use it at once. */
  role: z.enum(['candidate', 'coach']).optional(),
  settings: SettingsChange.optional(),
});
export type AccountChange = z.infer<typeof AccountChange>;

/** - `gathering`: it is being made. - `ready`: it can be downloaded until `expiresAt`. - `failed`: ask for another. - `expired`: it was removed. */
export const AccountExport = z.object({
  id: z.uuid(),
  status: z.enum(['gathering', 'ready', 'failed', 'expired']),
  sizeBytes: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
});
export type AccountExport = z.infer<typeof AccountExport>;

const tag = 'account';

export const accountOperations = {
  readAccount: { method: 'GET', path: '/account', access: 'account:read', tag, summary: 'Profile and settings', reply: Account, status: 200 },
  changeAccount: {
    method: 'PATCH',
    path: '/account',
    access: 'account:change',
    tag,
    summary: 'Change profile or settings',
    description: 'Only the keys that are sent are changed. The server acts on `mail`, `recordingRetentionDays`, `fluencyScore`, `thinkingTime`, `voice` and `timeZone`; `language`, `captions` and `reducedMotion` are kept for clients. A change of the role is in the next access token: refresh to use it at once.',
    body: AccountChange,
    reply: Account,
    status: 200,
    problems: ['not-allowed'],
  },
  exportAccount: {
    method: 'POST',
    path: '/account/export',
    access: 'account:read',
    tag,
    summary: 'Have a copy of all one’s data made',
    description: 'A letter says when it is ready. While one is being made, asking again gives that one. At most three within 24 hours.',
    reply: AccountExport,
    status: 202,
    creates: true,
    limit: 'costly',
    problems: ['too-many'],
  },
  listExports: { method: 'GET', path: '/account/exports', access: 'account:read', tag, summary: 'The last copies of one’s data, newest first', reply: z.object({ items: z.array(AccountExport) }), status: 200 },
  readExport: { method: 'GET', path: '/account/exports/:id', access: 'account:read', tag, summary: 'How far a copy of one’s data is', params: IdParams, reply: AccountExport, status: 200, problems: ['not-found'] },
  readExportFile: {
    method: 'GET',
    path: '/account/exports/:id/file',
    access: 'account:read',
    tag,
    summary: 'Download a copy of one’s data',
    params: IdParams,
    media: ['application/zip'],
    status: 200,
    problems: ['not-found', 'not-ready'],
  },
  deleteAccount: {
    method: 'DELETE',
    path: '/account',
    access: 'account:change',
    tag,
    summary: 'Have the account and all that belongs to it removed',
    description: 'After a time of grace everything is removed. Until then signing in works, and POST /account/restore keeps the account. An account without a password needs a sign-in of the last ten minutes instead.',
    body: z.strictObject({ password: z.string().min(1).max(200).optional() }),
    reply: z.object({ deletionPlannedAt: z.iso.datetime() }),
    status: 202,
    limit: 'sign-in',
    problems: ['wrong-credentials', 'sign-in-again'],
  },
  restoreAccount: {
    method: 'POST',
    path: '/account/restore',
    access: 'account:change',
    tag,
    summary: 'Keep the account after all',
    reply: Account,
    status: 200,
    problems: ['being-deleted'],
  },
} as const satisfies Record<string, Operation>;
