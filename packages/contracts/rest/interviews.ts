/** Interviews: planned, held, read. */
import { z } from 'zod';
import { InterviewStatus, InterviewType, Level, Question, Recording, Report, Scores, Turn } from '../interview.ts';
import { InterviewProgress } from '../jobs.ts';
import { IdParams, type Operation } from './operation.ts';

export const Interview = z.object({
  id: z.uuid(),
  userId: z.uuid(),
  type: InterviewType,
  status: InterviewStatus,
  role: z.string(),
  level: Level,
  language: z.string(),
  jobDescription: z.string().nullable(),
  questions: z.array(Question),
  overallScore: z.number().int().nullable(),
  /** Seconds, once it is over. */
  duration: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  completedAt: z.iso.datetime().nullable(),
});
export type Interview = z.infer<typeof Interview>;

export const NewInterview = z.object({
  type: InterviewType,
  role: z.string().trim().min(1).max(120),
  level: Level,
  language: z.string().max(20).default('en'),
  jobDescription: z.string().max(20_000).nullable().default(null),
  /** Left out: questions come from the built-in bank. */
  questions: z.array(Question).min(1).max(20).optional(),
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

const tag = 'Interviews';

export const interviewOperations = {
  listInterviews: { method: 'GET', path: '/interviews', access: 'interview:list', tag, summary: "One's interviews, newest first (the last 50)", status: 200,
    reply: z.object({ items: z.array(Interview) }) },
  createInterview: { method: 'POST', path: '/interviews', access: 'interview:create', tag, summary: 'Plan an interview', status: 201, creates: true, body: NewInterview, reply: Interview },
  readInterview: { method: 'GET', path: '/interviews/:id', access: 'interview:read', tag, summary: 'One interview', status: 200, params: IdParams,
    reply: z.object({ interview: Interview, progress: InterviewProgress.nullable() }) },
  startInterview: { method: 'POST', path: '/interviews/:id/start', access: 'interview:hold', tag, status: 200, params: IdParams,
    summary: 'Open the room, start the workflow and give the candidate a token. Repeating it while the interview runs gives a fresh token.', reply: RoomAccess },
  completeInterview: { method: 'POST', path: '/interviews/:id/complete', access: 'interview:hold', tag, summary: 'End the conversation; the report is made', status: 202, params: IdParams,
    reply: z.object({ status: InterviewStatus }) },
  readTranscript: { method: 'GET', path: '/interviews/:id/transcript', access: 'interview:read', tag, summary: 'All turns so far', status: 200, params: IdParams,
    reply: z.object({ turns: z.array(Turn) }) },
  readReport: { method: 'GET', path: '/interviews/:id/report', access: 'interview:read', tag, summary: 'The report, once it exists', status: 200, params: IdParams,
    reply: z.object({ report: Report, scores: Scores, recording: Recording.nullable() }) },
  readRecording: { method: 'GET', path: '/interviews/:id/recording', access: 'interview:read', tag, summary: 'The recording (supports Range)', status: 200, params: IdParams, media: ['audio/ogg'] },
} as const satisfies Record<string, Operation>;
