/**
 * When has the candidate finished? Decided from how long it has been silent and from what the words so far look like.
 * The surer, the sooner; a pause after "and", in an opening "Sure.", or after "let me think" is waited out.
 */
import type { ThinkingTime } from '@greenroom/contracts';
import { intentOf } from '@greenroom/interviewer';

/** Milliseconds of silence. Beside each: when it applies. */
export const silenceBeforeReply = {
  /** A sentence is complete and enough was said. */
  complete: 1_500,
  /** A sentence is complete, but so little was said that more will come ("Sure." "Um, okay."). */
  opening: 2_600,
  /** A short request to the interviewer ("Can you repeat that?"): nothing more will come. */
  request: 900,
  /** The clause is open: no final punctuation, or it ends in a conjunction, an article, a filler. */
  openClause: 2_800,
  /** "Let me think": a person who asks for time gets it. */
  thinking: 7_000,
  /** The question's time is used up: the first pause is taken. */
  overTime: 700,
} as const;

/** Words under which an answer counts as an opening. */
const openingWords = 12;

const openEnding = /\b(and|but|or|so|because|cause|that|which|who|when|where|while|if|then|than|the|a|an|to|of|in|on|at|for|with|from|by|my|our|his|her|their|your|is|are|was|were|i|we|um+|uh+|er|erm|like|about|into|also|well|basically|actually)[,.…-]*$/i;

export interface SoFar {
  text: string;
  /** Seconds that this question has taken, this answer included. */
  secondsUsed: number;
  timeBudgetSeconds: number;
}

/** @returns milliseconds of silence after which the interviewer may speak. */
export function waitBeforeReply({ text, secondsUsed, timeBudgetSeconds }: SoFar): number {
  const trimmed = text.trim();
  const words = trimmed === '' ? 0 : trimmed.split(/\s+/).length;
  const intent = intentOf(trimmed);
  if (intent === 'thinking') return silenceBeforeReply.thinking;
  if (intent !== 'none') return silenceBeforeReply.request;
  if (secondsUsed > timeBudgetSeconds) return silenceBeforeReply.overTime;
  if (openEnding.test(trimmed) || !/[.!?]["')]*$/.test(trimmed)) return silenceBeforeReply.openClause;
  return words < openingWords ? silenceBeforeReply.opening : silenceBeforeReply.complete;
}

/** How long a silent candidate is left alone: after a question, after the first prompt, after the offer to move on. */
const patience = [12_000, 12_000, 10_000] as const;
export const waitBeforePrompt = (silences: number): number => patience[Math.min(silences, patience.length - 1)] ?? patience[0];

/** Why a silence is waited out for longer, or less long, than usual. */
export interface Patience {
  /** What the candidate has chosen for this interview. */
  thinkingTime: ThinkingTime;
  /** A coach has ordered to slow down. */
  slowedDown: boolean;
  /** The candidate has asked for time on this question. */
  askedForTime: boolean;
}

const thinkingTimeFactors: Readonly<Record<ThinkingTime, number>> = { short: 0.75, normal: 1, long: 1.5 };
const slowedDownFactor = 1.6;
const askedForTimeFactor = 1.6;
/** A pause of 20 s is the end of any answer. */
const mostPatience = 2.8;

/** What every wait of this file is multiplied by: one reason upon the other, within bounds. */
export function patienceFactor({ thinkingTime, slowedDown, askedForTime }: Patience): number {
  return Math.min(mostPatience, thinkingTimeFactors[thinkingTime] * (slowedDown ? slowedDownFactor : 1) * (askedForTime ? askedForTimeFactor : 1));
}

/** Milliseconds: while a coach leads, anybody's turn ends with such a silence. */
export const silenceThatEndsTurnMs = 2_000;
