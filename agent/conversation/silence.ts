/** What a silence of the candidate calls for, once it is one. Pure. */
import { requestMs } from './end-of-turn/wait.ts';

/** What was said so far in the open turn. */
export interface OpenTurn {
  /** The recogniser has finished every word of it. */
  settled: boolean;
  lastVoicedAtMs: number;
}

export interface Silence {
  now: number;
  /** Undefined: nothing was said since the interviewer has listened. */
  turn: OpenTurn | undefined;
  /** Milliseconds since the last sound, as far as the audio was heard; since the interviewer listens when nothing was said. */
  silentMs: number;
  /** The silence after which the answer counts as finished, with patience. */
  waitMs: number;
  /** And the one after which a candidate who has said nothing is spoken to, with patience. */
  promptMs: number;
  /** What the waits are multiplied by. */
  patience: number;
  /** Epoch milliseconds at which the candidate ordered time to think about this question. */
  askedForTimeAt: number | undefined;
  /** The candidate has ordered to hear the question again. */
  repeatWanted: boolean;
}

export type Move = 'wait' | 'prompt' | 'repeat' | 'reply';

export function moveIn({ now, turn, silentMs, waitMs, promptMs, patience, askedForTimeAt, repeatWanted }: Silence): Move {
  const sinceAsked = askedForTimeAt === undefined ? Infinity : now - askedForTimeAt;
  if (turn === undefined) {
    if (repeatWanted) return 'repeat';
    return Math.min(silentMs, sinceAsked) >= promptMs ? 'prompt' : 'wait';
  }
  if (!turn.settled) return 'wait';
  if (repeatWanted) return silentMs >= requestMs.plain ? 'repeat' : 'wait';
  // Who orders time in the middle of an answer gets it from that moment on.
  if (askedForTimeAt !== undefined && askedForTimeAt > turn.lastVoicedAtMs && sinceAsked < patience * requestMs.thinking) return 'wait';
  return silentMs >= waitMs ? 'reply' : 'wait';
}
