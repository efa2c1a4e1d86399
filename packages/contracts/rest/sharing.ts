/** Showing an interview to others: coaches by invitation, anyone by link; and what coaches leave in it. */
import { z } from 'zod';
import { overridableScores, Peaks, Recording, Report, ScoreOverride, Turn } from '../interview.ts';
import { Interview, RecordingAddress } from './interviews.ts';
import { IdParams, type Operation } from './operation.ts';

/** 256 random bits, base64url. Only its hash is kept: it is shown once. Anything else is a link that leads nowhere. */
const Token = z.string().min(1).max(100);

export const ShareScope = z.enum(['report', 'transcript', 'recording']);
export type ShareScope = z.infer<typeof ShareScope>;

export const NewShare = z.object({
  scope: z.array(ShareScope).min(1).max(3).refine((scope) => new Set(scope).size === scope.length, 'names something twice').meta({ uniqueItems: true }),
  /** From one hour to 90 days. */
  expiresInHours: z.number().int().min(1).max(90 * 24).default(7 * 24),
});
export type NewShare = z.input<typeof NewShare>;

export const Share = z.object({
  id: z.uuid(),
  scope: z.array(ShareScope),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** How often it was opened, and when last. */
  views: z.number().int(),
  lastViewedAt: z.iso.datetime().nullable(),
});
export type Share = z.infer<typeof Share>;

/** What a link shows: what its scope names, and nothing that identifies the candidate but the name. */
export const SharedInterview = z.object({
  candidateName: z.string(),
  interview: Interview.pick({ type: true, role: true, level: true, startedAt: true, duration: true, status: true }),
  scope: z.array(ShareScope),
  expiresAt: z.iso.datetime(),
  /** Null: not shared, or not there yet. */
  report: Report.nullable(),
  overrides: z.array(ScoreOverride.omit({ coachId: true, coachName: true })),
  turns: z.array(Turn).nullable(),
  recording: Recording.nullable(),
});
export type SharedInterview = z.infer<typeof SharedInterview>;

export const NewCoachInvite = z.object({
  /** Null: all of one's interviews, also the ones to come. */
  interviewId: z.uuid().nullable().default(null),
  /** The link is sent there. Left out: one passes it on oneself. */
  email: z.email().max(320).optional(),
});
export type NewCoachInvite = z.input<typeof NewCoachInvite>;

/** An invitation that nobody has accepted yet. */
export const CoachInvite = z.object({
  id: z.uuid(),
  interviewId: z.uuid().nullable(),
  email: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export type CoachInvite = z.infer<typeof CoachInvite>;

/** What an invitation is for, as its link's holder sees it before accepting. */
export const OpenedCoachInvite = z.object({
  candidateName: z.string(),
  /** Null: all of the candidate's interviews, also the ones to come. */
  interview: Interview.pick({ type: true, role: true, level: true }).nullable(),
  expiresAt: z.iso.datetime(),
  /** It is one's own: somebody else has to accept it. */
  own: z.boolean(),
});
export type OpenedCoachInvite = z.infer<typeof OpenedCoachInvite>;

export const CoachGrant = z.object({
  id: z.uuid(),
  candidateId: z.uuid(),
  candidateName: z.string(),
  coachId: z.uuid(),
  coachName: z.string(),
  /** Null: all of the candidate's interviews. */
  interviewId: z.uuid().nullable(),
  createdAt: z.iso.datetime(),
});
export type CoachGrant = z.infer<typeof CoachGrant>;

/** `private`: its author alone sees it. `shared`: so do the candidate and the candidate's coaches. */
export const NoteVisibility = z.enum(['private', 'shared']);
export const Note = z.object({
  id: z.uuid(),
  interviewId: z.uuid(),
  authorId: z.uuid(),
  authorName: z.string(),
  /** Seconds on the interview's clock. */
  at: z.number(),
  text: z.string(),
  visibility: NoteVisibility,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Note = z.infer<typeof Note>;
export const NewNote = z.object({
  /** Seconds on the interview's clock; at most a day. */
  at: z.number().min(0).max(86_400),
  text: z.string().trim().min(1).max(4_000),
  visibility: NoteVisibility.default('private'),
});
export type NewNote = z.input<typeof NewNote>;

const TokenParams = z.object({ token: Token });
const NoteParams = IdParams.extend({ noteId: z.uuid() });
const DimensionParams = IdParams.extend({ dimension: z.enum(overridableScores) });
const sharing = 'Sharing';
const coaching = 'Coaching';

export const sharingOperations = {
  createShare: { method: 'POST', path: '/interviews/:id/shares', access: 'interview:share', tag: sharing, summary: 'Make a link that shows the interview to whoever has it', status: 201, params: IdParams,
    creates: true, body: NewShare, reply: z.object({ share: Share, /** Shown this once. */ token: Token, url: z.url() }), problems: ['too-many'] },
  listShares: { method: 'GET', path: '/interviews/:id/shares', access: 'interview:share', tag: sharing, summary: 'The interview’s links, newest first', status: 200, params: IdParams,
    reply: z.object({ items: z.array(Share) }) },
  revokeShare: { method: 'DELETE', path: '/interviews/:id/shares/:shareId', access: 'interview:share', tag: sharing, summary: 'Revoke a link, at once', status: 204, params: IdParams.extend({ shareId: z.uuid() }) },
  readShared: { method: 'GET', path: '/shared/:token', access: 'public', tag: sharing, summary: 'What a link shows', status: 200, limit: 'sign-in', params: TokenParams, reply: SharedInterview,
    description: 'A link that is wrong, has expired or was revoked answers 404, without saying which.' },
  readSharedRecording: { method: 'GET', path: '/shared/:token/recording', access: 'public', tag: sharing, summary: 'Where to listen to the recording that a link shows', status: 200, limit: 'sign-in',
    params: TokenParams, reply: RecordingAddress, problems: ['not-ready'] },
  readSharedPeaks: { method: 'GET', path: '/shared/:token/recording/peaks', access: 'public', tag: sharing, summary: 'How loud both sides of a shared recording are, for drawing it', status: 200, limit: 'sign-in',
    params: TokenParams, reply: Peaks, problems: ['not-ready'] },

  inviteCoach: { method: 'POST', path: '/coach/invites', access: 'coach:invite', tag: coaching, summary: 'Invite a coach, to one interview or to all', status: 201, creates: true, limit: 'costly',
    body: NewCoachInvite, reply: z.object({ invite: CoachInvite, /** Shown this once. */ token: Token, url: z.url() }), problems: ['not-found', 'too-many'],
    description: 'The link works once, for seven days, for whoever signs in as a coach with it. With `email` it is also sent there.' },
  listCoachInvites: { method: 'GET', path: '/coach/invites', access: 'coach:invite', tag: coaching, summary: 'Invitations that wait for an answer', status: 200, reply: z.object({ items: z.array(CoachInvite) }) },
  revokeCoachInvite: { method: 'DELETE', path: '/coach/invites/:id', access: 'coach:invite', tag: coaching, summary: 'Take an invitation back', status: 204, params: IdParams },
  openCoachInvite: { method: 'POST', path: '/coach/invitation', access: 'signed-in', tag: coaching, summary: 'Who invites, and to what: changes nothing', status: 200, limit: 'sign-in',
    body: z.object({ token: Token }), reply: OpenedCoachInvite, problems: ['not-found'], description: 'A POST, so that the token stands in no address and no log.' },
  acceptCoachInvite: { method: 'POST', path: '/coach/accept', access: 'coach:accept', tag: coaching, summary: 'Accept an invitation', status: 201, creates: true, limit: 'sign-in', body: z.object({ token: Token }), reply: CoachGrant,
    problems: ['not-found', 'own-invitation'] },
  listCoachGrants: { method: 'GET', path: '/coach/grants', access: 'coach:grants', tag: coaching, summary: 'Whom one has let in, and who has let one in', status: 200,
    reply: z.object({ given: z.array(CoachGrant), received: z.array(CoachGrant) }) },
  endCoachGrant: { method: 'DELETE', path: '/coach/grants/:id', access: 'coach:grants', tag: coaching, summary: 'End a grant, by either side, at once', status: 204, params: IdParams },

  listNotes: { method: 'GET', path: '/interviews/:id/notes', access: 'note:read', tag: coaching, summary: 'One’s own notes and the shared ones, by moment', status: 200, params: IdParams, reply: z.object({ items: z.array(Note) }) },
  addNote: { method: 'POST', path: '/interviews/:id/notes', access: 'note:write', tag: coaching, summary: 'Pin a note to a moment', status: 201, params: IdParams, creates: true, body: NewNote, reply: Note, problems: ['too-many'] },
  changeNote: { method: 'PATCH', path: '/interviews/:id/notes/:noteId', access: 'note:write', tag: coaching, summary: 'Change one’s own note', status: 200, params: NoteParams,
    body: NewNote.extend({ visibility: NoteVisibility }).partial(), reply: Note },
  removeNote: { method: 'DELETE', path: '/interviews/:id/notes/:noteId', access: 'note:write', tag: coaching, summary: 'Remove one’s own note', status: 204, params: NoteParams },

  overrideScore: { method: 'PUT', path: '/interviews/:id/scores/:dimension', access: 'score:override', tag: coaching, summary: 'Put one’s own score beside the machine’s, with a reason', status: 200, params: DimensionParams,
    body: z.object({ value: z.number().int().min(0).max(100), reason: z.string().trim().min(10).max(1_000) }), reply: ScoreOverride, problems: ['not-ready'] },
  withdrawScore: { method: 'DELETE', path: '/interviews/:id/scores/:dimension', access: 'score:override', tag: coaching, summary: 'Take one’s own score back', status: 204, params: DimensionParams },
} as const satisfies Record<string, Operation>;
