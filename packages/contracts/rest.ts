/** Every REST operation: method, path, who may call it, params, body, reply. The API, the web's client and the tests read it. */
import { z } from 'zod';
import { InterviewStatus, InterviewType, Level, Question, Recording, Report, Scores, Turn, UserRole } from './interview.ts';
import { InterviewProgress } from './jobs.ts';

export const apiPrefix = '/api/v1';

export const User = z.object({ id: z.uuid(), email: z.email(), fullName: z.string(), role: UserRole });
export type User = z.infer<typeof User>;

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

/** RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  /** Whether the same request may succeed later. */
  retryable: z.boolean(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;

const InterviewId = z.object({ id: z.uuid() });
export type Access = 'public' | 'signed-in' | 'owner' | 'livekit';

interface Operation {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  access: Access;
  summary: string;
  params?: z.ZodType;
  body?: z.ZodType;
  /** Absent when the reply is not JSON (the recording). */
  reply?: z.ZodType;
  status: number;
}

export const operations = {
  health: { method: 'GET', path: '/health', access: 'public', summary: 'Is the API ready, and what it depends on', status: 200,
    reply: z.object({ status: z.enum(['ok', 'degraded']), checks: z.record(z.string(), z.enum(['ok', 'failing'])) }) },
  login: { method: 'POST', path: '/auth/login', access: 'public', summary: 'Sign in with e-mail and password', status: 200,
    body: z.object({ email: z.email(), password: z.string().min(1).max(200) }),
    reply: z.object({ accessToken: z.string(), expiresInSeconds: z.number().int(), user: User }) },
  me: { method: 'GET', path: '/auth/me', access: 'signed-in', summary: 'Who is signed in', status: 200, reply: User },
  listInterviews: { method: 'GET', path: '/interviews', access: 'signed-in', summary: "One's interviews, newest first (the last 50)", status: 200,
    reply: z.object({ items: z.array(Interview) }) },
  createInterview: { method: 'POST', path: '/interviews', access: 'signed-in', summary: 'Plan an interview', status: 201, body: NewInterview, reply: Interview },
  readInterview: { method: 'GET', path: '/interviews/:id', access: 'owner', summary: 'One interview', status: 200, params: InterviewId,
    reply: z.object({ interview: Interview, progress: InterviewProgress.nullable() }) },
  startInterview: { method: 'POST', path: '/interviews/:id/start', access: 'owner', status: 200, params: InterviewId,
    summary: 'Open the room, start the workflow and give the candidate a token. Repeating it while the interview runs gives a fresh token.', reply: RoomAccess },
  completeInterview: { method: 'POST', path: '/interviews/:id/complete', access: 'owner', summary: 'End the conversation; the report is made', status: 202, params: InterviewId,
    reply: z.object({ status: InterviewStatus }) },
  readTranscript: { method: 'GET', path: '/interviews/:id/transcript', access: 'owner', summary: 'All turns so far', status: 200, params: InterviewId,
    reply: z.object({ turns: z.array(Turn) }) },
  readReport: { method: 'GET', path: '/interviews/:id/report', access: 'owner', summary: 'The report, once it exists', status: 200, params: InterviewId,
    reply: z.object({ report: Report, scores: Scores, recording: Recording.nullable() }) },
  readRecording: { method: 'GET', path: '/interviews/:id/recording', access: 'owner', summary: 'The recording (supports Range)', status: 200, params: InterviewId },
  livekitWebhook: { method: 'POST', path: '/livekit/webhook', access: 'livekit', summary: 'Room events, signed by LiveKit', status: 204 },
} as const satisfies Record<string, Operation>;
export type OperationName = keyof typeof operations;
