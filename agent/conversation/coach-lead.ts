/**
 * A coach who has taken over: what this coach says is heard and becomes turns of the transcript, from the order to take over
 * until it is handed back. At all other times no coach is heard: a whisper is for the candidate alone.
 */
import type { HeardPiece } from '@greenroom/providers/select';
import { HeardTurn, isListenerSound } from './heard-turn.ts';

/** Hears one coach's microphone, and nothing while it is told to listen to nobody. */
export interface CoachHearing {
  listenTo(userId: string): void;
  /** No sound is heard from the call on; resolves when what was said before is known. */
  stop(): Promise<void>;
}

export interface CoachLeadParts {
  hearing: CoachHearing;
  /** What is said grows (`closed` undefined) or has ended. */
  tell: (turn: HeardTurn, closed: 'question' | 'acknowledgement' | undefined) => void;
  /** A turn of the coach is over; told once for each. */
  onSaid: (turn: HeardTurn, isQuestion: boolean) => void;
}

/** Milliseconds: while a coach leads, anybody's turn ends with such a silence. */
const silenceThatEndsTurnMs = 2_000;
/** The last words are waited for no longer than this. */
const lastWordsMs = 1_500;

export class CoachLead {
  /** Account of who leads; null: nobody. */
  leader: string | null = null;
  /** It is handed back; only the last words are still to come. */
  handsBack = false;
  private readonly parts: CoachLeadParts;
  private saying = new HeardTurn();
  /** Closed already, perhaps before its last words were final. */
  private said: HeardTurn | undefined;

  constructor(parts: CoachLeadParts) {
    this.parts = parts;
  }

  get leads(): boolean {
    return this.leader !== null;
  }

  take(leader: string): void {
    this.leader = leader;
    // Pieces are numbered anew.
    this.said = undefined;
    this.parts.hearing.listenTo(leader);
  }

  /** Resolves when the coach's last words are kept. */
  async giveBack(): Promise<void> {
    this.handsBack = true;
    const heardOut = this.parts.hearing.stop();
    let waited: NodeJS.Timeout | undefined;
    await Promise.race([heardOut, new Promise((resolve) => (waited = setTimeout(resolve, lastWordsMs)))]);
    clearTimeout(waited);
    this.close();
    this.leader = null;
    this.handsBack = false;
  }

  hear(piece: HeardPiece): void {
    if (this.said?.has(piece) === true) {
      this.said.add(piece);
      this.parts.tell(this.said, kindOf(this.said));
      return;
    }
    this.saying.add(piece);
    if (this.saying.empty && this.saying.seq === undefined) return;
    this.parts.tell(this.saying, undefined);
    // Words that were said before it was handed back and are known only now.
    if (!this.leads) this.close();
  }

  /** Whether the coach has begun to speak after this moment (epoch milliseconds). */
  spokeAfter(epochMs: number): boolean {
    return !this.saying.empty && this.saying.startedAtMs > epochMs;
  }

  /** Whether the candidate has finished answering: silent for long enough, or the coach speaks again. */
  hasAnswer(candidate: HeardTurn, silentMs: number): boolean {
    return !candidate.empty && candidate.settled && (this.spokeAfter(candidate.lastVoicedAtMs) || silentMs >= silenceThatEndsTurnMs);
  }

  /** Ends the coach's turn when it is over: after a silence, or when the candidate has begun to answer. */
  look(now: number, candidate: HeardTurn): void {
    if (this.saying.empty || !this.saying.settled) return;
    const answered = !candidate.empty && candidate.startedAtMs > this.saying.lastVoicedAtMs;
    if (answered || now - this.saying.lastVoicedAtMs >= silenceThatEndsTurnMs) this.close();
  }

  /** Ends the coach's turn as it is. */
  close(): void {
    const turn = this.saying;
    if (turn.empty) return;
    this.saying = new HeardTurn();
    this.said = turn;
    const kind = kindOf(turn);
    this.parts.tell(turn, kind);
    this.parts.onSaid(turn, kind === 'question');
  }
}

/** "Okay." asks nothing: what comes next still answers what was asked before. */
const kindOf = (turn: HeardTurn): 'question' | 'acknowledgement' => (isListenerSound(turn.text) ? 'acknowledgement' : 'question');
