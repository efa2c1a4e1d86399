/** What both sides said, as turns: numbered, measured, told live, and stored while it grows. */
import type { Plan, Question, Turn, TurnKind } from '@greenroom/contracts';
import type { Line } from '@greenroom/interviewer';
import { findMarks, measureSpan, textOf, wordsOf } from '@greenroom/measures';
import type { HeardPiece } from '@greenroom/providers/select';
import type { HeardTurn } from './heard-turn.ts';
import { LiveCoverage } from './live-coverage.ts';
import { LiveCue } from './live-cue.ts';
import { LiveMeasures } from './live-measures.ts';
import type { LivePublisher } from './live-publisher.ts';
import { SentWords } from './sent-words.ts';
import type { TurnStore } from './turn-store.ts';
import { expectedSeconds, lineWords, type Spoken } from './voice.ts';

export interface TranscriptParts {
  plan: Plan;
  /** Epoch milliseconds of the interview's clock zero. */
  zeroMs: number;
  live: LivePublisher;
  store: Pick<TurnStore, 'save'>;
  /** Seconds of the open question's time that were left before the answer being given. */
  secondsLeft: () => number;
  /** Turns stored by a predecessor; empty for a new interview. */
  earlier: readonly Turn[];
}

/** How a finished turn of the candidate ended. */
export interface Closing {
  kind: TurnKind;
  interrupted: boolean;
}

export class Transcript {
  /** Epoch milliseconds at which the interviewer's last line, or a coach's, ended; 0 before the first one. */
  lineEndedAtMs = 0;
  private readonly parts: TranscriptParts;
  private readonly measures: LiveMeasures;
  private readonly cue: LiveCue;
  private readonly coverage: LiveCoverage;
  private readonly sentOfCoach = new SentWords();
  private nextSeq: number;
  /** A turn that was closed before the recogniser had finished its last words. */
  private unsettled: { turn: HeardTurn; closing: Closing } | undefined;

  constructor(parts: TranscriptParts) {
    this.parts = parts;
    const { earlier, live, plan } = parts;
    this.measures = new LiveMeasures(earlier);
    this.cue = new LiveCue(plan.cue, live);
    this.coverage = new LiveCoverage(plan, live, earlier);
    // After a predecessor one number stays free: what the candidate said in between is taken from the recording later.
    this.nextSeq = earlier.length === 0 ? 0 : Math.max(...earlier.map((turn) => turn.seq)) + 2;
  }

  /** This question is open from now on. */
  asks(question: Question): void {
    this.coverage.asked(question);
  }

  stop(): void {
    this.coverage.stop();
  }

  /** The candidate's turn grew: told live; every finished piece is stored at once, so that a crash loses at most the sentence being spoken. */
  grow(turn: HeardTurn, questionId: string | null): void {
    this.number(turn, questionId);
    // Open again after all: what is heard of it is no late correction.
    if (this.unsettled?.turn === turn) this.unsettled = undefined;
    if (turn.settled) {
      const soFar = this.turnOf(turn, { kind: 'answer', interrupted: true });
      this.parts.store.save(soFar);
      this.coverage.heard(soFar);
    }
    const measured = this.publish(turn, false);
    if (measured !== undefined) this.cue.heard({ at: measured.at, window: measured.window, secondsLeft: this.parts.secondsLeft() - measured.answer.answerSeconds });
  }

  /** The candidate's turn is over. */
  close(turn: HeardTurn, questionId: string | null, closing: Closing): void {
    if (turn.empty) return;
    this.number(turn, questionId);
    this.unsettled = { turn, closing };
    this.publish(turn, true);
    this.keep(this.turnOf(turn, closing));
    this.cue.answerEnded(this.clock(Date.now()));
  }

  /** What a coach who leads says: told live, kept without marks and measures. */
  coach(turn: HeardTurn, questionId: string | null, closed: TurnKind | undefined): void {
    if (turn.empty && turn.seq === undefined) return;
    this.number(turn, questionId);
    const seq = turn.seq ?? 0;
    const words = turn.words(this.parts.zeroMs);
    const from = this.sentOfCoach.from(seq, words);
    this.parts.live.publish({ type: 'words', seq, speaker: 'coach', from, words: words.slice(from), marks: [], final: closed !== undefined });
    if (turn.empty) return;
    this.lineEndedAtMs = Math.max(this.lineEndedAtMs, turn.lastVoicedAtMs);
    const said = { ...this.empty(seq, 'coach', closed ?? 'question', turn.questionId), text: textOf(words), words, startedAt: this.clock(turn.startedAtMs), endedAt: this.clock(turn.lastVoicedAtMs) };
    if (closed !== undefined) this.keep(said);
    else if (turn.settled) this.parts.store.save(said);
  }

  /** How long a coach spoke who leads, for the candidate's share of the talk. Once per turn. */
  coachSpoke(turn: HeardTurn): void {
    if (!turn.empty) this.measures.otherSpoke(turn.lastVoicedAtMs - turn.startedAtMs);
  }

  /** A late correction of a turn that was closed already. @returns whether it was one */
  correct(piece: HeardPiece): boolean {
    if (this.unsettled?.turn.has(piece) !== true) return false;
    this.unsettled.turn.add(piece);
    this.publish(this.unsettled.turn, true);
    this.keep(this.turnOf(this.unsettled.turn, this.unsettled.closing));
    return true;
  }

  /** An answer that was typed. */
  typed(text: string, questionId: string | null, kind: TurnKind): void {
    const at = this.clock(Date.now());
    const words = wordsOf(text, at, at + 0.01);
    this.keep({ ...this.empty(this.nextSeq++, 'candidate', kind, questionId), text: textOf(words), startedAt: at, endedAt: at, words, typed: true });
  }

  /** A line of the interviewer, from its first sound to what was heard of it. */
  line(line: Line): { started: (atMs: number, responseDelayMs: number | null) => void; ended: (spoken: Spoken, takenBackTo?: { questionId: string | null }) => void } {
    const seq = this.nextSeq++;
    const turn = this.empty(seq, 'interviewer', line.kind, line.questionId);
    const tell = (words: Turn['words'], final: boolean): void => this.parts.live.publish({ type: 'words', seq, speaker: 'interviewer', from: 0, words, marks: [], final });
    return {
      started: (atMs, responseDelayMs) => {
        turn.responseDelayMs = responseDelayMs;
        const words = lineWords(line.text, atMs, atMs + expectedSeconds(line.text) * 1000, this.parts.zeroMs);
        tell(words, false);
        this.parts.store.save({ ...turn, text: line.text, words, startedAt: this.clock(atMs), endedAt: words.at(-1)?.end ?? this.clock(atMs) });
      },
      ended: (spoken, takenBackTo) => {
        if (spoken.startedAtMs === undefined) return;
        // A question that was taken back was not asked: a successor must not take it for the open one.
        if (takenBackTo !== undefined) Object.assign(turn, { kind: 'acknowledgement', questionId: takenBackTo.questionId });
        const words = lineWords(spoken.text, spoken.startedAtMs, spoken.endedAtMs, this.parts.zeroMs);
        tell(words, true);
        this.keep({ ...turn, text: textOf(words), words, startedAt: this.clock(spoken.startedAtMs), endedAt: this.clock(spoken.endedAtMs), interrupted: spoken.interrupted });
        this.measures.otherSpoke(spoken.endedAtMs - spoken.startedAtMs);
        this.lineEndedAtMs = spoken.endedAtMs;
      },
    };
  }

  private turnOf(turn: HeardTurn, { kind, interrupted }: Closing): Turn {
    const words = turn.words(this.parts.zeroMs);
    const text = textOf(words);
    const marks = findMarks(text, words);
    const responseDelayMs = this.responseDelayMs(turn);
    return {
      ...this.empty(turn.seq ?? 0, 'candidate', kind, turn.questionId),
      text, words, marks, responseDelayMs, interrupted,
      startedAt: this.clock(turn.startedAtMs),
      endedAt: this.clock(turn.lastVoicedAtMs),
      measures: kind === 'answer' ? measureSpan(words, marks, { responseDelaySeconds: responseDelayMs / 1000, text }) : null,
      ...(turn.looks.length > 0 && { endOfTurn: turn.looks.map(({ atMs, ...look }) => ({ at: this.clock(atMs), ...look })) }),
    };
  }

  private publish(turn: HeardTurn, final: boolean): ReturnType<LiveMeasures['publish']> {
    return this.measures.publish(this.parts.live, { seq: turn.seq ?? 0, words: turn.words(this.parts.zeroMs), responseDelaySeconds: this.responseDelayMs(turn) / 1000, final });
  }

  private number(turn: HeardTurn, questionId: string | null): void {
    if (turn.seq !== undefined) return;
    turn.seq = this.nextSeq++;
    turn.questionId = questionId;
  }

  private keep(turn: Turn): void {
    this.parts.store.save(turn);
    this.coverage.heard(turn);
    this.parts.live.publish({ type: 'turn', turn });
  }

  /** Fixed when first known: an interviewer's line that was taken back does not count. */
  private responseDelayMs(turn: HeardTurn): number {
    turn.responseDelayMs ??= this.lineEndedAtMs === 0 ? 0 : Math.max(0, Math.round(turn.startedAtMs - this.lineEndedAtMs));
    return turn.responseDelayMs;
  }

  private empty(seq: number, speaker: Turn['speaker'], kind: TurnKind, questionId: string | null): Turn {
    return { interviewId: this.parts.plan.interviewId, seq, speaker, kind, questionId, text: '', startedAt: 0, endedAt: 0, words: [], marks: [], measures: null, responseDelayMs: null, typed: false, interrupted: false };
  }

  private clock(epochMs: number): number {
    return (epochMs - this.parts.zeroMs) / 1000;
  }
}
