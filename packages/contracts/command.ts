/**
 * What somebody orders in a running interview. The API checks who may (the permission table) and hands it on: to the interviewer
 * in the room on a Redis stream that only the API writes, or to the workflow that holds a typed interview. Whoever carries
 * it out asks no further.
 */
import { z } from 'zod';
import { ThinkingTime, UserRole } from './interview.ts';

/** Characters; a spoken answer of ten minutes is shorter. */
export const longestTypedAnswer = 8_000;
/** One thing that the interviewer says for a coach, or a card for the candidate. Characters. */
export const longestCoachLine = 600;

const line = z.string().trim().min(1).max(longestCoachLine);

/**
 * With a skip: the question that its sender saw as open. When another one is open by then (a second click, two people at
 * once), nothing is skipped. Left out: whichever is open.
 */
export const skipped = { questionId: z.string().min(1).max(40).optional() };

/** The candidate's. */
export const CandidateCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answer'), text: z.string().trim().min(1).max(longestTypedAnswer) }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  /** Ask the question once more. */
  z.object({ type: z.literal('repeat') }),
  /** A moment to think. */
  z.object({ type: z.literal('think') }),
]);

/** A coach's. */
export const CoachCommand = z.discriminatedUnion('type', [
  /** The next thing that is asked, in place of what the interviewer would ask. */
  z.object({ type: z.literal('ask_next'), text: line }),
  /** One more follow-up on this question, even if the interviewer would go on. */
  z.object({ type: z.literal('follow_up') }),
  /** Leave this question now. The candidate may order it too. */
  z.object({ type: z.literal('skip'), ...skipped }),
  /** More time for this question. */
  z.object({ type: z.literal('extend'), seconds: z.number().int().min(10).max(900) }),
  /** How long a silence is waited out, from now on. */
  z.object({ type: z.literal('thinking_time'), value: ThinkingTime }),
  z.object({ type: z.literal('whisper'), text: line, /** Whose words they are. */ from: z.string().max(120) }),
  /** The coach interviews; the interviewer falls silent until `hand_back`. */
  z.object({ type: z.literal('take_over') }),
  /** What a coach who leads a typed interview says. */
  z.object({ type: z.literal('say'), text: line }),
  z.object({ type: z.literal('hand_back') }),
]);
export type CoachCommand = z.infer<typeof CoachCommand>;

export const InterviewCommand = z.discriminatedUnion('type', [CandidateCommand, CoachCommand]);
export type InterviewCommand = z.infer<typeof InterviewCommand>;

/** A command on its way, after it was allowed. */
export const SentCommand = z.object({
  /** The same id twice is carried out once. */
  id: z.string().min(1).max(120),
  /** Epoch milliseconds at which it was allowed. */
  atMs: z.number(),
  by: z.object({ userId: z.uuid(), role: UserRole }),
  command: InterviewCommand,
});
export type SentCommand = z.infer<typeof SentCommand>;

/**
 * Who leads after this command: the account of the coach who has taken over, or null for the interviewer. The first who takes
 * over leads, until that coach hands back. The API refuses whatever would change nothing.
 */
export function leaderAfter(leader: string | null, { by, command }: Pick<SentCommand, 'by' | 'command'>): string | null {
  if (command.type === 'take_over') return leader ?? by.userId;
  if (command.type === 'hand_back' && leader === by.userId) return null;
  return leader;
}
