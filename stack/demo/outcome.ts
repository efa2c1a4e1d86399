/** What `npm run demo -- --json` prints: one object that a script can check. */
import type { Scores, Turn } from '@greenroom/contracts';
import type { CandidateLog, GivenAnswer } from './candidate.ts';
import { isCountedFiller } from './terminal.ts';

export interface DemoOutcome {
  interviewId: string;
  /** From the command to a system that is ready. */
  startupSeconds: number;
  /** From the command to the interviewer's first sound at the candidate's ear. */
  firstWordSeconds: number | null;
  turns: {
    speaker: Turn['speaker'];
    kind: Turn['kind'];
    questionId: string | null;
    text: string;
    fillers: number;
    wordsPerMinute: number | null;
    /** For the interviewer's reaction to an answer: measured at the candidate's ear. Otherwise the agent's own measure. */
    responseDelayMs: number | null;
  }[];
  scores: { [name in keyof Scores]: number | null };
  reportUrl: string;
  /** Signed: works without signing in, for an hour. Empty when there is no recording. */
  recordingUrl: string;
  /** What the candidate really said, to compare the transcript with. */
  answers: Pick<GivenAnswer, 'questionId' | 'followUp' | 'recording' | 'text' | 'fillerCount' | 'responseDelayMs' | 'cutIn'>[];
}

/** A reaction begins within so much of the sound that the candidate heard (network, playout, the agent's own clock). */
const sameSoundMs = 1_500;

export interface OutcomeParts {
  startupSeconds: number;
  startedAtMs: number;
  log: CandidateLog;
  turns: readonly Turn[];
  /** Epoch milliseconds of the interview's clock zero. */
  zeroMs: number;
  scores: Scores;
  reportUrl: string;
  recordingUrl: string;
}

export function demoOutcome(parts: OutcomeParts): DemoOutcome {
  const { log } = parts;
  return {
    interviewId: log.interviewId,
    startupSeconds: parts.startupSeconds,
    firstWordSeconds: log.firstSoundAtMs === null ? null : (log.firstSoundAtMs - parts.startedAtMs) / 1000,
    turns: parts.turns.map((turn) => ({
      speaker: turn.speaker,
      kind: turn.kind,
      questionId: turn.questionId,
      text: turn.text,
      fillers: turn.measures?.fillerCount ?? turn.marks.filter(isCountedFiller).length,
      wordsPerMinute: turn.measures?.speechRateWpm ?? null,
      responseDelayMs: heardDelay(turn, log.answers, parts.zeroMs) ?? turn.responseDelayMs,
    })),
    scores: {
      fluency: parts.scores.fluency.value, confidence: parts.scores.confidence.value, clarity: parts.scores.clarity.value,
      content: parts.scores.content.value, overall: parts.scores.overall.value,
    },
    reportUrl: parts.reportUrl,
    recordingUrl: parts.recordingUrl,
    answers: log.answers.map(({ questionId, followUp, recording, text, fillerCount, responseDelayMs, cutIn }) => ({ questionId, followUp, recording, text, fillerCount, responseDelayMs, cutIn })),
  };
}

function heardDelay(turn: Turn, answers: readonly GivenAnswer[], zeroMs: number): number | null {
  if (turn.speaker !== 'interviewer' || turn.responseDelayMs === null) return null;
  const startedAtMs = zeroMs + turn.startedAt * 1000;
  const heard = answers.find((answer) => answer.responseDelayMs !== null && Math.abs(answer.endedAtMs + answer.responseDelayMs - startedAtMs) < sameSoundMs);
  return heard?.responseDelayMs ?? null;
}
