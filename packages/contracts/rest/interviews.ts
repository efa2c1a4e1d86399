/** Interviews: planned, held, read. */
import { z } from 'zod';
import { Cue, InterviewerVoice, InterviewMode, InterviewStatus, InterviewType, Level, Peaks, Question, Recording, Report, ScoreOverride, Scores, ThinkingTime, Turn } from '../interview.ts';
import { InterviewProgress } from '../jobs.ts';
import { Listener } from '../listener.ts';
import { IdParams, page, Paging, type Operation } from './operation.ts';
import { QuestionSource } from './questions.ts';

/** A question of an earlier interview, practised again. Null: that interview has been deleted, or there was none. */
export const Again = z.object({ interviewId: z.uuid(), questionId: z.string().min(1).max(40) });
export type Again = z.infer<typeof Again>;

export const Interview = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  type: InterviewType,
  mode: InterviewMode,
  status: InterviewStatus,
  role: z.string(),
  level: Level,
  language: z.string(),
  thinkingTime: ThinkingTime,
  voice: InterviewerVoice,
  cue: Cue,
  again: Again.nullable(),
  jobDescription: z.string().nullable(),
  /** The résumé that it was planned with; null when there is none, or it has been deleted. */
  resumeId: z.uuid().nullable(),
  questions: z.array(Question),
  /** Who chose the questions, and why not the language model; null when they came with the plan. */
  questionSource: QuestionSource.nullable(),
  overallScore: z.number().int().nullable(),
  /** Seconds, once it is over. */
  duration: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  /** Set while it is paused. */
  pausedAt: z.iso.datetime().nullable(),
  completedAt: z.iso.datetime().nullable(),
});
export type Interview = z.infer<typeof Interview>;

export const NewInterview = z.object({
  type: InterviewType,
  mode: InterviewMode.default('spoken'),
  role: z.string().trim().min(1).max(120),
  level: Level,
  language: z.string().max(20).default('en'),
  jobDescription: z.string().max(20_000).nullable().default(null),
  /** One of one's own résumés. */
  resumeId: z.uuid().nullable().default(null),
  /** Left out: the account's setting. */
  thinkingTime: ThinkingTime.optional(),
  /** Left out: the account's setting. */
  voice: InterviewerVoice.optional(),
  cue: Cue.default('off'),
  /** Left out: they are chosen as by `POST /questions/generate`; `questionSource` says by whom. */
  questions: z.array(Question).min(1).max(20).optional(),
  /** How many are chosen, when `questions` is left out. */
  questionCount: z.number().int().min(1).max(10).default(4),
  /** One question of one's own earlier interview, asked anew: it takes the place of `questions`. */
  again: Again.nullable().default(null),
});
export type NewInterview = z.input<typeof NewInterview>;

export const RoomAccess = z.object({
  /** WebSocket address of the LiveKit server, as the browser reaches it. */
  url: z.string(),
  token: z.string(),
  room: z.string(),
  identity: z.string(),
});
export type RoomAccess = z.infer<typeof RoomAccess>;

/** A typed interview has no room: it is held over the live socket, or with `POST …/answer`. */
export const StartedInterview = z.union([RoomAccess, z.object({ mode: z.literal('typed') })]);
export type StartedInterview = z.infer<typeof StartedInterview>;

export const InterviewFilter = Paging.extend({
  /** More than elsewhere: the site's first page shows one page. */
  limit: Paging.shape.limit.removeDefault().default(50),
  /** `granted`: those that others have let one see as their coach. */
  whose: z.enum(['own', 'granted']).default('own'),
  type: InterviewType.optional(),
  status: InterviewStatus.optional(),
  /** Those that practise a question of this interview again. */
  again: z.uuid().optional(),
  /** Planned at this moment or later. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Planned before this moment. */
  to: z.iso.datetime({ offset: true }).optional(),
  /** Words to find in one role, question or turn: `"a phrase"`, `or`, `-without`, as search engines take them. */
  q: z.string().trim().min(1).max(200).optional(),
});

/** Where the words that were looked for stand. */
export const Found = z.object({
  where: z.enum(['role', 'question', 'candidate', 'interviewer', 'coach']),
  questionId: z.string().nullable(),
  /** Seconds on the interview's clock, for something said. */
  at: z.number().nullable(),
  /** The place in pieces; `hit` marks what was looked for. */
  snippet: z.array(z.object({ text: z.string(), hit: z.boolean() })),
});
export type Found = z.infer<typeof Found>;

export const ListedInterview = Interview.extend({
  /** Whose it is, when it is not one's own. */
  candidateName: z.string().optional(),
  /** The best place, when something was looked for. */
  found: Found.optional(),
});
export type ListedInterview = z.infer<typeof ListedInterview>;

/** Where to listen to a recording until then, without signing in. Relative to the API's origin. */
export const RecordingAddress = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
export type RecordingAddress = z.infer<typeof RecordingAddress>;
const SignedQuery = z.object({
  /** Epoch seconds. */
  expires: z.coerce.number().int().min(0).max(9_999_999_999),
  signature: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'expected the signature of the address'),
});

const tag = 'Interviews';

export const interviewOperations = {
  listInterviews: { method: 'GET', path: '/interviews', access: 'interview:list', tag, summary: 'Interviews, newest first; filtered, searched, by pages', status: 200, query: InterviewFilter,
    reply: page(ListedInterview) },
  createInterview: { method: 'POST', path: '/interviews', access: 'interview:create', tag, summary: 'Plan an interview', status: 201, creates: true, body: NewInterview, reply: Interview },
  readInterview: { method: 'GET', path: '/interviews/:id', access: 'interview:read', tag, summary: 'One interview', status: 200, params: IdParams,
    reply: z.object({ interview: Interview, progress: InterviewProgress.nullable() }) },
  startInterview: { method: 'POST', path: '/interviews/:id/start', access: 'interview:hold', tag, status: 200, params: IdParams,
    summary: 'Open the room, start the workflow and give the candidate a token. Repeating it while the interview runs gives a fresh token.', reply: StartedInterview, problems: ['interview-over', 'too-many'] },
  completeInterview: { method: 'POST', path: '/interviews/:id/complete', access: 'interview:hold', tag, summary: 'End the conversation; the report is made', status: 202, params: IdParams,
    reply: z.object({ status: InterviewStatus }), problems: ['interview-not-started'] },
  deleteInterview: { method: 'DELETE', path: '/interviews/:id', access: 'interview:delete', tag, status: 204, params: IdParams,
    summary: 'Remove the interview and everything of it: what was said, measured, recorded and judged, notes, grants and links. One that runs is ended first.' },
  joinInterview: { method: 'POST', path: '/interviews/:id/token', access: 'interview:join', tag, summary: 'A token for the room of a running interview, by role', status: 200, params: IdParams,
    description: 'The candidate comes in with a microphone. A coach listens unseen; with `mode: "speak"` the coach comes in again, visibly, with a microphone, for whispering and taking over.',
    body: z.object({ mode: z.enum(['listen', 'speak']).default('listen') }), reply: RoomAccess, problems: ['interview-not-started', 'interview-over', 'no-room'] },
  listListeners: { method: 'GET', path: '/interviews/:id/listeners', access: 'interview:watch', tag, summary: 'The coaches who follow it now, in the room or on the live socket', status: 200, params: IdParams,
    reply: z.object({ items: z.array(Listener) }) },
  readTranscript: { method: 'GET', path: '/interviews/:id/transcript', access: 'interview:read', tag, summary: 'All turns so far: JSON, captions (WebVTT), or text', status: 200, params: IdParams,
    description: 'Without `format` the Accept header decides. WebVTT has the recording’s times, the others the interview’s. While the interview runs, its candidate gets turns without marks and measures, and nobody how pauses were judged (`endOfTurn`); a coach who reads it is listed as a listener for half a minute.',
    query: z.object({ format: z.enum(['json', 'vtt', 'txt']).optional() }), reply: z.object({ turns: z.array(Turn) }), media: ['text/vtt', 'text/plain'] },
  readReport: { method: 'GET', path: '/interviews/:id/report', access: 'interview:read', tag, summary: 'The report, once it exists: JSON or PDF', status: 200, params: IdParams,
    description: 'Without `format` the Accept header decides. `overrides` are coaches’ scores beside the machine’s.', query: z.object({ format: z.enum(['json', 'pdf']).optional() }),
    reply: z.object({ report: Report, scores: Scores, overrides: z.array(ScoreOverride), recording: Recording.nullable() }), media: ['application/pdf'], problems: ['not-ready'] },
  addressRecording: { method: 'GET', path: '/interviews/:id/recording/address', access: 'interview:read', tag, summary: 'Where a player finds the recording, for an hour', status: 200, params: IdParams,
    reply: RecordingAddress, problems: ['not-ready'] },
  readPeaks: { method: 'GET', path: '/interviews/:id/recording/peaks', access: 'interview:read', tag, summary: 'How loud both sides of the recording are, for drawing it', status: 200, params: IdParams,
    reply: Peaks, problems: ['not-ready'] },
  readRecording: { method: 'GET', path: '/recordings/:id', access: 'public', tag, summary: 'The recording, by a signed address (supports Range)', status: 200, params: IdParams, query: SignedQuery,
    media: ['audio/ogg'], problems: ['not-ready', 'address-not-valid', 'range-not-satisfiable'] },
} as const satisfies Record<string, Operation>;
