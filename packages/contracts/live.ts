/**
 * What happens while it happens. The agent and the workflow publish these events; they travel on the Redis stream of the
 * interview (to the API's socket, to the demo's terminal) and on LiveKit data topics (into the room, by role).
 * One union, one spelling per event.
 */
import { z } from 'zod';
import { Mark, Measures, Question, Score, Speaker, Tone, Turn, Word } from './interview.ts';

/** The interviewer's state as the candidate sees it. `reconnecting`: the agent was lost and another one is being sent. */
export const AgentState = z.enum(['joining', 'listening', 'thinking', 'speaking', 'reconnecting', 'left']);
export type AgentState = z.infer<typeof AgentState>;

const at = { /** Seconds on the interview's clock. */ at: z.number() };

export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agent:state'), ...at, state: AgentState }),
  z.object({ type: z.literal('interview:question'), ...at, question: Question, index: z.number().int(), total: z.number().int(), followUp: z.boolean(), text: z.string() }),
  /**
   * The words of the turn being spoken, from index `from` on: they replace every word of turn `seq` at that index and after
   * it, so that a long answer stays small on the wire. Offsets of `marks` count within the whole turn. `final`: the turn is over.
   */
  z.object({ type: z.literal('words'), ...at, seq: z.number().int(), speaker: Speaker, from: z.number().int().nonnegative(), words: z.array(Word), marks: z.array(Mark), final: z.boolean() }),
  /** Rolling measures of the candidate: the last 20 s, and the answer so far. */
  z.object({ type: z.literal('measures'), ...at, seq: z.number().int(), window: Measures, answer: Measures, talkShare: z.number().min(0).max(1), tone: Tone.nullable() }),
  z.object({ type: z.literal('turn'), ...at, turn: Turn }),
  z.object({ type: z.literal('interview:feedback'), ...at, text: z.string() }),
  z.object({ type: z.literal('interview:score'), ...at, dimension: z.string(), score: Score }),
  /** Something a person should know: a fallback, a lost connection, a failed step; with what was kept. */
  z.object({ type: z.literal('notice'), ...at, level: z.enum(['info', 'warning', 'error']), text: z.string() }),
  z.object({ type: z.literal('report:progress'), ...at, step: z.string(), percent: z.number().min(0).max(100) }),
  z.object({ type: z.literal('interview:complete'), ...at, status: z.enum(['completed', 'abandoned', 'failed']) }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveEventType = LiveEvent['type'];

/**
 * What is sent into the room, by role (a room message holds 15 kB, so whole turns travel on the Redis stream only).
 * The candidate sees words without marks; measures and marks are the coach's.
 */
export const roomEvents = {
  candidate: ['agent:state', 'interview:question', 'words', 'notice', 'report:progress', 'interview:complete'],
  coach: ['agent:state', 'interview:question', 'words', 'measures', 'notice', 'report:progress', 'interview:complete'],
} as const satisfies Record<string, readonly LiveEventType[]>;
