/**
 * What happens while it happens. The agent and the workflow publish these events; they travel on the Redis stream of the
 * interview (to the API's socket, to the demo's terminal) and on LiveKit data topics (into the room, by role).
 * One union, one spelling per event.
 */
import { z } from 'zod';
import { cueKinds, Mark, Measures, Question, Score, scoreDimensions, Speaker, ThinkingTime, Tone, Turn, Word } from './interview.ts';
import { Listener } from './listener.ts';

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
  /** From the report, before `interview:complete`: its summary, and one thing to practise next. */
  z.object({ type: z.literal('interview:feedback'), ...at, text: z.string(), nextPractice: z.string().nullable() }),
  /** From the report: one for each dimension, and `overall`. */
  z.object({ type: z.literal('interview:score'), ...at, dimension: z.enum([...scoreDimensions, 'overall']), score: Score }),
  /** The interviewer is silent and does not listen, and the clocks stand still, until `interview:resumed` or for `limitSeconds`. */
  z.object({ type: z.literal('interview:paused'), ...at, limitSeconds: z.number() }),
  z.object({ type: z.literal('interview:resumed'), ...at }),
  /** `leads`: the coach has taken over and the interviewer is silent; `listens`: the interviewer leads again. */
  z.object({ type: z.literal('coach:present'), ...at, state: z.enum(['leads', 'listens']) }),
  /** A coach has set how long a silence is waited out, from now on. Until then it is as the plan says. */
  z.object({ type: z.literal('thinking_time'), ...at, value: ThinkingTime }),
  /** Who else follows the interview now: the whole list, whenever it changes. */
  z.object({ type: z.literal('listeners'), ...at, people: z.array(Listener) }),
  /** What a good answer to the open question holds, and what of it was heard so far, by the local rules. */
  z.object({ type: z.literal('coverage'), ...at, questionId: z.string(), points: z.array(z.object({ point: z.string(), covered: z.boolean() })) }),
  /** The one quiet hint that the candidate has chosen. `text` null: it no longer applies. */
  z.object({ type: z.literal('cue'), ...at, kind: z.enum(cueKinds), text: z.string().nullable() }),
  /** A coach's words for the candidate alone; the interviewer never reads them. */
  z.object({ type: z.literal('whisper'), ...at, text: z.string(), from: z.string() }),
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
  candidate: ['agent:state', 'interview:question', 'words', 'notice', 'report:progress', 'interview:complete', 'interview:paused', 'interview:resumed', 'coach:present', 'listeners', 'cue', 'whisper'],
  coach: ['agent:state', 'interview:question', 'words', 'measures', 'notice', 'report:progress', 'interview:complete', 'interview:paused', 'interview:resumed', 'coach:present', 'listeners', 'coverage'],
} as const satisfies Record<string, readonly LiveEventType[]>;

/** How somebody watches an interview: as the one who is interviewed, or as a coach. */
export type Viewer = keyof typeof roomEvents;

/** Without how the pauses in it were judged: nobody reads that while the interview runs, nor by a shared link. */
export function withoutLooks({ endOfTurn: _, ...turn }: Turn): Turn {
  return turn;
}
/** A turn as its candidate may read it while the interview runs. */
export const unmeasured = (turn: Turn): Turn => ({ ...withoutLooks(turn), marks: [], measures: null });

/**
 * An event as this viewer may see it, or undefined. While the interview runs, marks and measures are the coach's: a candidate
 * who reads them would speak to them; so is what an answer should hold and still lacks. A whisper and a cue are the candidate's. Everything else goes to both.
 */
export function seenBy(viewer: Viewer, event: LiveEvent): LiveEvent | undefined {
  if (viewer === 'coach') {
    if (event.type === 'turn') return { ...event, turn: withoutLooks(event.turn) };
    return event.type === 'whisper' || event.type === 'cue' ? undefined : event;
  }
  switch (event.type) {
    case 'measures':
    case 'coverage':
      return undefined;
    case 'interview:question':
      return { ...event, question: { ...event.question, expectedPoints: [], probes: [] } };
    case 'words':
      return { ...event, marks: [] };
    case 'turn':
      return { ...event, turn: unmeasured(event.turn) };
    default:
      return event;
  }
}
