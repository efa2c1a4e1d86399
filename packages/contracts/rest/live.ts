/** The door to the live socket, and what the candidate does to a running interview. */
import { z } from 'zod';
import { longestTypedAnswer, skipped } from '../command.ts';
import { InterviewStatus } from '../interview.ts';
import { IdParams, type Operation } from './operation.ts';

export const SocketTicket = z.object({
  /** Good for one socket. */
  ticket: z.string(),
  expiresInSeconds: z.number().int(),
});
export type SocketTicket = z.infer<typeof SocketTicket>;

/** A coach's words for the candidate, on the interview's clock. */
export const Whisper = z.object({ at: z.number(), text: z.string(), from: z.string() });
export type Whisper = z.infer<typeof Whisper>;

const tag = 'Live';
const held = { status: 202, creates: true, params: IdParams, reply: z.object({ status: InterviewStatus }), problems: ['interview-over', 'interview-not-started', 'unavailable'] } as const;

export const liveOperations = {
  createTicket: { method: 'POST', path: '/live/ticket', access: 'live:connect', tag, status: 201, summary: 'A ticket for the live socket: for one use, within 30 seconds', reply: SocketTicket, problems: ['unavailable'] },
  answerInterview: { method: 'POST', path: '/interviews/:id/answer', access: 'interview:hold', tag, ...held,
    summary: 'A typed answer, in a typed or in a spoken interview', description: 'Accepted; the interviewer’s reply comes as a live event, and stands in the transcript.',
    body: z.object({ text: z.string().trim().min(1).max(longestTypedAnswer) }) },
  pauseInterview: { method: 'POST', path: '/interviews/:id/pause', access: 'interview:hold', tag, ...held,
    summary: 'Pause: the interviewer is silent and does not listen, and no time passes. Too long a pause ends the interview.' },
  repeatQuestion: { method: 'POST', path: '/interviews/:id/repeat', access: 'interview:hold', tag, ...held, summary: 'Have the question asked once more' },
  thinkLonger: { method: 'POST', path: '/interviews/:id/think', access: 'interview:hold', tag, ...held, summary: 'Ask for a moment to think: the interviewer waits' },
  skipQuestion: { method: 'POST', path: '/interviews/:id/skip', access: 'interview:hold', tag, ...held, summary: 'Leave this question and go on to the next',
    description: 'With `questionId`, the question that you see as open: when another one is open by then, nothing is skipped.', body: z.object(skipped) },
  listWhispers: { method: 'GET', path: '/interviews/:id/whispers', access: 'interview:hold', tag, status: 200, params: IdParams, summary: 'What coaches have whispered to you so far, oldest first',
    description: 'For a page that was away when they came. They are kept for a day.', reply: z.object({ items: z.array(Whisper) }), problems: ['unavailable'] },
  resumeInterview: { method: 'POST', path: '/interviews/:id/resume', access: 'interview:hold', tag, ...held, summary: 'Go on after a pause' },
} as const satisfies Record<string, Operation>;
