/** Temporal names: task queue, workflow ids, signals, queries and what they carry. */
import { z } from 'zod';
import { InterviewMode, ThinkingTime } from './interview.ts';

export const taskQueues = { interviews: 'interviews', recording: 'recording', account: 'account' } as const;
export const workflowIds = {
  interview: (interviewId: string): string => `interview-${interviewId}`,
  eraseInterview: (interviewId: string): string => `erase-${interviewId}`,
  mail: (key: string): string => `mail-${key}`,
  drawPeaks: (interviewId: string): string => `peaks-${interviewId}`,
  resumeAnalysis: (analysisId: string): string => `resume-analysis-${analysisId}`,
  accountExport: (exportId: string): string => `account-export-${exportId}`,
  accountDeletion: (userId: string): string => `account-deletion-${userId}`,
} as const;
export const workflowNames = {
  interview: 'interview',
  eraseInterview: 'eraseInterview',
  drawPeaks: 'drawPeaks',
  sendMail: 'sendMail',
  resumeAnalysis: 'resumeAnalysis',
  accountExport: 'accountExport',
  accountDeletion: 'accountDeletion',
  retention: 'retention',
  weeklyProgress: 'weeklyProgress',
} as const;
/** Ids of the schedules that the workflows process makes when it starts. */
export const scheduleIds = { retention: 'retention', weeklyProgress: 'weekly-progress' } as const;

export const InterviewInput = z.object({
  interviewId: z.uuid(),
  mode: InterviewMode,
  /** Epoch milliseconds of the interview's clock zero. */
  clockStartedAt: z.number(),
  /** How long to wait for the candidate to join. */
  joinTimeoutSeconds: z.number(),
  /** How long a candidate may be away before the interview is closed. */
  absenceTimeoutSeconds: z.number(),
  /** The longest an interview may last, whatever happens. */
  maxDurationSeconds: z.number(),
  /** How long it may be paused in one piece; the clocks above stand still meanwhile. */
  pauseLimitSeconds: z.number(),
});
export type InterviewInput = z.infer<typeof InterviewInput>;

export const ResumeAnalysisInput = z.object({ analysisId: z.uuid() });
export type ResumeAnalysisInput = z.infer<typeof ResumeAnalysisInput>;
/** What the analysis's `progress` query answers; readers of the API get the same from the database. */
export const ResumeAnalysisProgress = z.object({ step: z.string(), percent: z.number().int().min(0).max(100) });
export type ResumeAnalysisProgress = z.infer<typeof ResumeAnalysisProgress>;

/** Why the conversation ended. */
export const EndReason = z.enum(['finished', 'candidate_ended', 'candidate_left', 'no_show', 'time_out', 'agent_lost']);
export type EndReason = z.infer<typeof EndReason>;

export const signals = {
  /** From LiveKit's webhooks, through the API. Payload: `ParticipantSignal`. */
  participantJoined: 'participantJoined',
  participantLeft: 'participantLeft',
  /** `POST …/complete`, or the agent after its closing. Payload: `EndReason`. */
  end: 'end',
  /** What the API has allowed somebody to do. Payload: `OrderNotice`. A spoken interview's workflow hears of pause and resume only. */
  command: 'command',
  /** The account is kept after all. No payload: the database knows. */
  accountRestored: 'accountRestored',
} as const;
export const ParticipantSignal = z.object({ identity: z.string(), atMs: z.number() });
export type ParticipantSignal = z.infer<typeof ParticipantSignal>;

/** A command without its content, which stands in the database: a workflow's history is kept by others, and holds nothing that somebody wrote. */
export const OrderNotice = z.object({
  id: z.string().min(1).max(120),
  type: z.string(),
  byCandidate: z.boolean(),
  /** Of `thinking_time`: which one. */
  thinkingTime: ThinkingTime.optional(),
});
export type OrderNotice = z.infer<typeof OrderNotice>;

export const queries = { progress: 'progress' } as const;
export const InterviewProgress = z.object({
  phase: z.enum(['waiting', 'talking', 'paused', 'finishing', 'completed', 'abandoned', 'failed']),
  /** What is being done, for a person. */
  step: z.string(),
  percent: z.number().min(0).max(100),
  agentAttempts: z.number().int(),
  /** A coach has taken over a typed interview. */
  coachLeads: z.boolean().default(false),
  endReason: EndReason.nullable(),
});
export type InterviewProgress = z.infer<typeof InterviewProgress>;

/** Redis: the agent's sign of life, written every `everyMs`, gone after `ttlMs`. */
export const agentHeartbeat = {
  key: (interviewId: string): string => `agent:${interviewId}`,
  everyMs: 500,
  ttlMs: 4_000,
  /** The last sign of a conversation that ended by itself stays long enough for the workflow to read it. */
  endedTtlMs: 10 * 60_000,
} as const;
/** What stands at `agentHeartbeat.key`, as JSON. `reason` is set when the phase is `ended`. */
export const AgentSign = z.object({ attempt: z.number().int().min(1), phase: z.enum(['running', 'ended']), reason: EndReason.nullable() });
export type AgentSign = z.infer<typeof AgentSign>;
/** Redis stream of the `SentCommand`s of one spoken interview, from the API to the interviewer, and how far it has carried them out. */
export const commandStream = {
  key: (interviewId: string): string => `commands:${interviewId}`,
  doneKey: (interviewId: string): string => `commands:${interviewId}:done`,
  maxLength: 5_000,
  expireSeconds: 24 * 3600,
} as const;
/** Redis: set while the candidate has a live socket open on a typed interview, refreshed by the API, gone after `ttlMs`. */
export const candidatePresence = { key: (interviewId: string): string => `present:${interviewId}`, everyMs: 10_000, ttlMs: 30_000 } as const;
/**
 * Redis: coaches who have a live socket open on this interview, each socket refreshed by its API instance every `everyMs` and
 * forgotten after `ttlMs`; the coach who leads, and since when that coach is away; and what the candidate was told last. `watched`: interviews that have listeners,
 * by when they are looked at again, so that those of an instance that crashed are taken off by another.
 */
export const listening = {
  followersKey: (interviewId: string): string => `followers:${interviewId}`,
  leaderKey: (interviewId: string): string => `leader:${interviewId}`,
  leaderAwayKey: (interviewId: string): string => `leader-away:${interviewId}`,
  toldKey: (interviewId: string): string => `listeners-told:${interviewId}`,
  watchedKey: 'listeners-watched',
  everyMs: 10_000,
  ttlMs: 30_000,
  /** When a coach who leads has been away for so long, the interviewer leads again. */
  leaderAwayMs: 45_000,
  expireSeconds: 24 * 3600,
} as const;
/** Redis stream of `LiveEvent`s of one interview. */
export const liveStream = { key: (interviewId: string): string => `live:${interviewId}`, maxLength: 20_000, expireSeconds: 24 * 3600 } as const;

/** An interview that its owner removes. */
export const EraseInterviewInput = z.object({ interviewId: z.uuid(), userId: z.uuid() });
export type EraseInterviewInput = z.infer<typeof EraseInterviewInput>;

/** A recording from before peaks were kept. */
export const DrawPeaksInput = z.object({ interviewId: z.uuid() });
export type DrawPeaksInput = z.infer<typeof DrawPeaksInput>;

/** The letter itself waits in the database. */
export const SendMailInput = z.object({ key: z.string() });
export type SendMailInput = z.infer<typeof SendMailInput>;

export const AccountExportInput = z.object({ exportId: z.uuid(), userId: z.uuid() });
export type AccountExportInput = z.infer<typeof AccountExportInput>;

export const AccountDeletionInput = z.object({
  userId: z.uuid(),
  /** After the rows are gone: how long until the files and keys are looked through once more. */
  settleSeconds: z.number(),
});
export type AccountDeletionInput = z.infer<typeof AccountDeletionInput>;
export const accountDeletion = {
  /** An access token that was given out before works for 15 minutes, and an upload under it may end a little later. */
  settleSeconds: 20 * 60,
  /** How long a sign-in counts as fresh for an account without a password. */
  freshSignInSeconds: 10 * 60,
} as const;
/** Redis: a person's computed analytics, all variants in one hash. Dropped when a report arrives or an interview is deleted. */
export const analyticsCacheKey = (userId: string): string => `analytics:${userId}`;
/** Seconds after which they are computed anew in any case. */
export const analyticsCacheSeconds = 600;
