/**
 * The judge of the candidate's silences: asks the audio model once a silence has begun, weighs what is known, remembers how
 * this candidate pauses, and keeps a log of every silence with what became of it.
 */
import type { EndOfTurnLook } from '@greenroom/contracts';
import type { HeardPiece } from '@greenroom/providers/select';
import type { HeardTurn } from '../heard-turn.ts';
import type { AnswerSoFar } from './evidence.ts';
import { LastSound } from './last-sound.ts';
import { CandidateManner, shortestPauseMs } from './manner.ts';
import { judge, type Judgement } from './wait.ts';

/** A look at a silence, with its beginning in epoch milliseconds. */
export type SilenceLook = Omit<EndOfTurnLook, 'at'> & { atMs: number };

/** What the words and the clock do not tell about an answer. */
export type AskedFor = Pick<AnswerSoFar, 'expectation' | 'followUp' | 'expectedPoints' | 'saidBefore' | 'timeUsed'>;

export interface EndOfTurnParts {
  /** Probability that the turn has ended, from 1.2 s of 16 kHz sound of which the last 0.2 s are silence. */
  audioModel: (sound: Int16Array) => Promise<number>;
  /** The audio model failed; told for each time it begins to. What is left decides without it, for this silence. */
  onAudioFailed: (error: unknown) => void;
}

/** The recogniser moves the end of a voice by so much when it looks again. Milliseconds. */
const sameSilenceMs = 150;

export class EndOfTurn {
  private readonly parts: EndOfTurnParts;
  private readonly sound = new LastSound();
  private readonly manner = new CandidateManner();
  private heard: { voicedToMs: number; probability: number | undefined } | undefined;
  private latest: { turn: HeardTurn; silenceFromMs: number; judgement: Judgement } | undefined;
  private failing = false;
  private judged: { key: string; judgement: Judgement } | undefined;

  constructor(parts: EndOfTurnParts) {
    this.parts = parts;
  }

  hearSound(samples: Int16Array, endMs: number): void {
    this.sound.push(samples, endMs);
  }

  /** @returns how likely the turn is over, and how long a silence (milliseconds) would show it */
  judge(turn: HeardTurn, asked: AskedFor, patience: number): Judgement {
    const silenceFromMs = turn.lastVoicedAtMs;
    const audio = this.audioAt(silenceFromMs);
    const { pausing, caution } = this.manner;
    const answer: AnswerSoFar = { ...asked, text: turn.text, seconds: (silenceFromMs - turn.startedAtMs) / 1000, audio };
    const manner = { pausing, caution, patience };
    // Asked 20 times a second, and seldom with anything new.
    const key = JSON.stringify([answer, manner]);
    const judgement = this.judged?.key === key ? this.judged.judgement : judge(answer, manner);
    this.judged = { key, judgement };
    this.latest = { turn, silenceFromMs, judgement };
    return judgement;
  }

  /** To be told of a piece before it is added: the silence before it was a pause. */
  goesOn(turn: HeardTurn, piece: HeardPiece): void {
    if (turn.empty || turn.has(piece) || piece.text.trim() === '') return;
    const silentMs = piece.voicedFrom * 1000 - turn.lastVoicedAtMs;
    if (silentMs < shortestPauseMs) return;
    this.manner.paused(silentMs);
    this.keep(turn, silentMs, 'went_on');
  }

  /** The interviewer speaks now. */
  replies(turn: HeardTurn, silentMs: number): void {
    this.keep(turn, silentMs, 'replied');
  }

  /** It has spoken, and nobody objected. */
  replyStood(): void {
    this.manner.replied();
  }

  /** The interviewer had decided to speak, and the candidate went on. */
  cutIn(turn: HeardTurn, resumedAtMs: number): void {
    this.manner.cutIn();
    const look = turn.looks.at(-1);
    if (look?.outcome !== 'replied') return;
    const silentMs = Math.max(look.silentMs, resumedAtMs - look.atMs);
    this.manner.paused(silentMs);
    Object.assign(look, { outcome: 'taken_back', silentMs });
  }

  private keep(turn: HeardTurn, silentMs: number, outcome: SilenceLook['outcome']): void {
    const { latest } = this;
    if (latest?.turn !== turn || Math.abs(latest.silenceFromMs - turn.lastVoicedAtMs) > sameSilenceMs) return;
    const { finished, waitMs, reasons } = latest.judgement;
    turn.looks.push({ atMs: latest.silenceFromMs, finished, waitMs: Math.round(waitMs), silentMs: Math.round(silentMs), outcome, reasons: reasons.map(({ name, weight }) => ({ name, weight: Math.round(weight * 100) / 100 })) });
  }

  /** Undefined until the model has answered: each silence is asked about once. */
  private audioAt(voicedToMs: number): number | undefined {
    if (this.heard !== undefined && Math.abs(this.heard.voicedToMs - voicedToMs) <= sameSilenceMs) return this.heard.probability;
    const sound = this.sound.around(voicedToMs);
    if (sound === undefined) return undefined;
    const heard: EndOfTurn['heard'] = { voicedToMs, probability: undefined };
    this.heard = heard;
    this.parts.audioModel(sound).then(
      (probability) => {
        heard.probability = probability;
        this.failing = false;
      },
      (error: unknown) => {
        if (!this.failing) this.parts.onAudioFailed(error);
        this.failing = true;
      },
    );
    return undefined;
  }
}
