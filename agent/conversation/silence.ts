/** What a silence of the candidate calls for, once it is one. Pure. */
import { silenceBeforeReply, waitBeforePrompt, waitBeforeReply } from './turn-taking.ts';

/** What was said so far in the open turn. */
export interface OpenTurn {
  text: string;
  /** The recogniser has finished every word of it. */
  settled: boolean;
  startedAtMs: number;
  lastVoicedAtMs: number;
}

export interface Silence {
  now: number;
  /** Undefined: nothing was said since the interviewer has listened. */
  turn: OpenTurn | undefined;
  /** Milliseconds since the last sound, as far as the audio was heard; since the interviewer listens when nothing was said. */
  silentMs: number;
  /** What every wait is multiplied by. */
  patience: number;
  /** How often the interviewer has broken the silence on this question. */
  prompts: number;
  /** Seconds that the question has taken before this turn, and may take. */
  secondsUsed: number;
  budgetSeconds: number;
  /** Epoch milliseconds at which the candidate ordered time to think about this question. */
  askedForTimeAt: number | undefined;
  /** The candidate has ordered to hear the question again. */
  repeatWanted: boolean;
}

export type Move = 'wait' | 'prompt' | 'repeat' | 'reply';

export function moveIn({ now, turn, silentMs, patience, prompts, secondsUsed, budgetSeconds, askedForTimeAt, repeatWanted }: Silence): Move {
  const sinceAsked = askedForTimeAt === undefined ? Infinity : now - askedForTimeAt;
  if (turn === undefined) {
    if (repeatWanted) return 'repeat';
    return Math.min(silentMs, sinceAsked) >= patience * waitBeforePrompt(prompts) ? 'prompt' : 'wait';
  }
  if (!turn.settled) return 'wait';
  if (repeatWanted) return silentMs >= silenceBeforeReply.request ? 'repeat' : 'wait';
  // Who orders time in the middle of an answer gets it from that moment on.
  if (askedForTimeAt !== undefined && askedForTimeAt > turn.lastVoicedAtMs && sinceAsked < patience * silenceBeforeReply.thinking) return 'wait';
  const seconds = (turn.lastVoicedAtMs - turn.startedAtMs) / 1000;
  return silentMs >= patience * waitBeforeReply({ text: turn.text, secondsUsed: secondsUsed + seconds, timeBudgetSeconds: budgetSeconds }) ? 'reply' : 'wait';
}
