/**
 * From how sure it is to how long it waits: a curve, not a threshold. A silence in an answer ends, most often, within a second:
 * if such pauses last longer than t with probability e^(−t/τ), an answer that seemed over with log-odds s is over with log-odds
 * s + t/τ once the silence has lasted t. The interviewer speaks when that reaches `sure`, so after τ · (sure − s): the surer, the sooner.
 */
import type { ThinkingTime } from '@greenroom/contracts';
import { intentOf, mayGoOn } from '@greenroom/interviewer';
import { evidenceIn, probabilityOf, sumOf, type AnswerSoFar, type Reason } from './evidence.ts';

export const curve = {
  /** τ in milliseconds: mean of the pauses that people make inside an answer (0.57–0.83 s in conversation). */
  pauseMs: 600,
  /** Log-odds at which the interviewer is sure enough: 0.88. */
  sure: 2,
  /** However sure: people leave about 0.2 s between turns, and the recogniser's last words come after 0.45 s. */
  leastMs: 650,
} as const;

/** The longest waits in milliseconds. Beside each: when. */
export const mostMs = {
  brief: 2_000,
  explanation: 2_500,
  story: 2_700,
  /** The last words want another word. */
  openClause: 3_300,
  /** "I do not really have an example.": an example may come all the same. */
  mayGoOn: 2_600,
  /** The question's time is used up. */
  overTime: 900,
} as const;

/** Requests of the candidate, in milliseconds. */
export const requestMs = {
  /** "Can you repeat that?": nothing more will come. */
  plain: 900,
  /** "Let me think": a person who asks for time gets it. */
  thinking: 7_000,
} as const;

/** What is known of how this candidate speaks, and of what was asked for. */
export interface Manner {
  /** Own pauses against other people's: 1 is as usual. */
  pausing: number;
  /** Log-odds on top of `sure`, after the interviewer has cut in. */
  caution: number;
  /** What the candidate or a coach has chosen, and time that was asked for: every wait is multiplied by it. */
  patience: number;
}

export interface Judgement {
  reasons: Reason[];
  /** 0–1. */
  finished: number;
  waitMs: number;
}

export function judge(answer: AnswerSoFar, manner: Manner): Judgement {
  const intent = intentOf(answer.text);
  if (intent === 'thinking') return { reasons: [{ name: 'asks for time', weight: -4 }], finished: 0.02, waitMs: manner.patience * requestMs.thinking };
  if (intent !== 'none' && !mayGoOn(intent)) return { reasons: [{ name: 'asks for something', weight: 3 }], finished: 0.95, waitMs: manner.patience * requestMs.plain };
  const reasons = evidenceIn(answer);
  const wanted = curve.pauseMs * manner.pausing * (curve.sure + manner.caution - sumOf(reasons));
  const open = reasons.some(({ name, weight }) => name === 'last word' && weight < 0);
  const most = intent !== 'none' ? mostMs.mayGoOn : answer.timeUsed >= 1 ? mostMs.overTime : open ? mostMs.openClause : mostMs[answer.expectation];
  return { reasons, finished: probabilityOf(reasons), waitMs: manner.patience * Math.min(most, Math.max(curve.leastMs, wanted)) };
}

/** Why a silence is waited out for longer, or less long, than usual. */
export interface Patience {
  /** What the candidate, or a coach, has chosen for this interview. */
  thinkingTime: ThinkingTime;
  /** The candidate has asked for time on this question. */
  askedForTime: boolean;
}

const thinkingTimeFactors: Readonly<Record<ThinkingTime, number>> = { short: 0.75, normal: 1, long: 1.6 };
const askedForTimeFactor = 1.6;

/** What every wait is multiplied by. */
export const patienceFactor = ({ thinkingTime, askedForTime }: Patience): number => thinkingTimeFactors[thinkingTime] * (askedForTime ? askedForTimeFactor : 1);
