/** LiveKit names: room, topics, attributes. Roles travel in participant attributes that only the server sets in the token. */
import { z } from 'zod';

export const agentName = 'greenroom-interviewer';
export const roomName = (interviewId: string): string => `interview-${interviewId}`;
export const interviewIdOfRoom = (room: string): string | undefined => /^interview-([0-9a-f-]{36})$/.exec(room)?.[1];

/** Data topics: `LiveEvent` as JSON. One for everyone in the room, one that only coaches receive. */
export const topics = { live: 'greenroom.live', coach: 'greenroom.coach' } as const;

/** LiveKit's own text-stream topics (their SDKs and ours use them): typed answers, and captions. */
export const textTopics = { chat: 'lk.chat' } as const;

export const identities = {
  candidate: (userId: string): string => `candidate-${userId}`,
  coach: (userId: string): string => `coach-${userId}`,
  /** A re-dispatched agent has another identity, so that it never fights with its dead predecessor. */
  agent: (attempt: number): string => `interviewer-${attempt}`,
  recorder: 'recorder',
} as const;

/** Whose identity in a room this is, if it is a coach's. */
export const coachOf = (identity: string): string | undefined => /^coach-([0-9a-f-]{36})$/.exec(identity)?.[1];

/** Which attempt's interviewer it is; 0 when it is none. */
export const interviewersAttempt = (identity: string): number => Number(/^interviewer-(\d+)$/.exec(identity)?.[1] ?? 0);

/** Its value is a `UserRole`, or `interviewer`, `recorder`. */
export const roleAttribute = 'greenroom.role';

/** What the dispatch carries to the agent (JSON in the job's metadata). */
export const DispatchMetadata = z.object({ interviewId: z.uuid(), attempt: z.number().int().min(1) });
export type DispatchMetadata = z.infer<typeof DispatchMetadata>;
