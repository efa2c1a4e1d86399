/**
 * The conversation: what is heard, when to answer, what to say, and what is kept of it. The engine (`packages/interviewer`) decides
 * what to say and is pure; this class holds its state, runs the clock and takes a step back when the candidate goes on
 * speaking.
 */
import type { AgentState, EndReason, Plan, Turn } from '@greenroom/contracts';
import type { InterviewState, Interviewer, Line, Step } from '@greenroom/interviewer';
import type { HeardPiece } from '@greenroom/providers/select';
import type { Logger } from 'pino';
import { HeardTurn, isListenerSound } from './heard-turn.ts';
import type { LivePublisher } from './live-publisher.ts';
import { Transcript, type Closing } from './transcript.ts';
import type { TurnStore } from './turn-store.ts';
import { waitBeforePrompt, waitBeforeReply } from './turn-taking.ts';
import type { Voice } from './voice.ts';

/** How often silence is looked at. */
const tickMs = 50;
/** Words that make speech over the interviewer an interruption. */
const interruptingWords = 2;
/** A line of which less than this was heard, and that followed an answer, is taken back when the candidate goes on. */
const heardEnough = 0.6;
const typedWordsPerSecond = 2.5;
/** Characters; a spoken answer of ten minutes is shorter. */
const longestTyped = 8_000;
/** When the clock is later than this, the process was stalled: what was said meanwhile is looked at first. */
const stallMs = 250;
const afterStallMs = 500;
/** A voice that brings no new words for so long is a noise: it does not hold the interviewer up. */
const noiseMs = 4_000;

export interface ConversationParts {
  plan: Plan;
  /** Epoch milliseconds of the interview's clock zero. */
  zeroMs: number;
  interviewer: Interviewer;
  voice: Voice;
  live: LivePublisher;
  store: TurnStore;
  log: Logger;
  /** Turns stored by a predecessor; empty for a new interview. */
  earlier: readonly Turn[];
  onEnd: (reason: EndReason) => void;
}

export class Conversation {
  private readonly parts: ConversationParts;
  private readonly transcript: Transcript;
  private state: InterviewState;
  private phase: 'waiting' | 'listening' | 'thinking' | 'speaking' | 'ended' = 'waiting';
  private heard = new HeardTurn();
  /** The answer that the interviewer is reacting to: goes on if the candidate does. */
  private reacting: { turn: HeardTurn; before: InterviewState; abort: AbortController } | undefined;
  /** Where the step being spoken leads. */
  private performing: InterviewState | undefined;
  private listeningSinceMs = 0;
  private lastCandidateSoundMs = 0;
  /** A voice is heard right now, though its words may not be known yet. */
  private candidateSpeaking = false;
  /** Epoch milliseconds at which the voice began or last brought new words. */
  private lastNewsAtMs = 0;
  /** How far the recogniser is behind the microphone. */
  private backlogMs = 0;
  private lastTickMs = Date.now();
  private stalledUntilMs = 0;
  private readonly typedAnswers: string[] = [];
  private ticker: NodeJS.Timeout | undefined;

  constructor(parts: ConversationParts) {
    this.parts = parts;
    this.state = parts.interviewer.start();
    this.transcript = new Transcript({ interviewId: parts.plan.interviewId, ...parts });
  }

  /** The candidate is in the room: begin, or go on where a predecessor stopped. */
  async begin(): Promise<void> {
    this.ticker = setInterval(() => this.tick(), tickMs);
    const { interviewer, earlier } = this.parts;
    if (earlier.length === 0) return this.perform(interviewer.open(this.state));
    this.state = interviewer.restore(earlier);
    if (this.state.ended) return this.end('finished');
    return this.perform(interviewer.resume(earlier));
  }

  /** A voice began or ended, some hundred milliseconds before its words are known. */
  voiceActive(speaking: boolean): void {
    this.candidateSpeaking = speaking;
    this.lastNewsAtMs = Date.now();
  }

  /** How much audio waits to be heard: on a busy machine that is no silence. */
  heardWithin(backlogMs: number): void {
    this.backlogMs = backlogMs;
  }

  /** New or corrected words of the candidate. */
  hear(piece: HeardPiece): void {
    if (this.phase === 'ended') return;
    this.lastCandidateSoundMs = Math.max(this.lastCandidateSoundMs, piece.voicedTo * 1000);
    if (this.transcript.correct(piece)) return;
    const before = this.heard.text;
    this.heard.add(piece);
    if (this.heard.text !== before) this.lastNewsAtMs = Date.now();
    if (this.phase === 'thinking' && !isListenerSound(this.heard.text)) return this.takeBack();
    if (this.phase === 'speaking') return this.heardOverInterviewer();
    if (this.phase === 'listening' && !this.heard.empty) this.transcript.grow(this.heard, this.questionId);
  }

  /** An answer typed into the room's chat: taken up as soon as the interviewer listens. */
  typed(text: string): void {
    const answer = text.trim().slice(0, longestTyped);
    if (answer === '' || this.phase === 'ended') return;
    this.typedAnswers.push(answer);
    if (this.phase === 'speaking' && this.parts.voice.interruptible) this.parts.voice.stop();
  }

  private async takeTyped(answer: string): Promise<void> {
    this.closeHeard({ kind: 'answer', interrupted: false });
    this.setPhase('thinking');
    const step = await this.parts.interviewer.answered(this.state, { text: answer, seconds: answer.split(/\s+/).length / typedWordsPerSecond });
    this.transcript.typed(answer, this.questionId, step.heardAs);
    await this.perform(step);
  }

  /** The candidate left the room for a moment: what was said is kept, the interviewer waits. */
  candidateLeft(): void {
    if (this.phase === 'ended') return;
    this.reacting?.abort.abort();
    this.parts.voice.stop(true);
    this.closeHeard({ kind: 'answer', interrupted: true });
    // What was about to be asked counts as asked: it is repeated when the candidate is back.
    this.state = this.performing ?? this.state;
    this.setPhase('waiting');
  }

  async candidateReturned(): Promise<void> {
    if (this.phase !== 'waiting' || this.ticker === undefined) return;
    await this.perform(this.state.index < 0 ? this.parts.interviewer.open(this.state) : this.parts.interviewer.returned(this.state));
  }

  /** The room is closing or the process is asked to stop: keep what was being said. */
  stop(): void {
    if (this.phase === 'ended') return;
    clearInterval(this.ticker);
    this.reacting?.abort.abort();
    this.closeHeard({ kind: 'answer', interrupted: true });
    this.setPhase('ended');
  }

  private end(reason: EndReason): void {
    this.stop();
    this.parts.onEnd(reason);
  }

  private tick(): void {
    const now = Date.now();
    if (now - this.lastTickMs > stallMs) this.stalledUntilMs = now + afterStallMs;
    this.lastTickMs = now;
    const typed = this.phase === 'listening' ? this.typedAnswers.shift() : undefined;
    if (typed !== undefined) return this.run(this.takeTyped(typed));
    if (this.phase !== 'listening' || now < this.stalledUntilMs || (this.candidateSpeaking && now - this.lastNewsAtMs < noiseMs)) return;
    const question = this.parts.interviewer.question(this.state);
    if (question === undefined) return;
    if (this.heard.empty) {
      const quietSince = Math.max(this.listeningSinceMs, this.lastCandidateSoundMs);
      if (now - quietSince >= waitBeforePrompt(this.state.silences)) this.run(this.perform(this.parts.interviewer.silent(this.state)));
      return;
    }
    const seconds = (this.heard.lastVoicedAtMs - this.heard.startedAtMs) / 1000;
    const wait = waitBeforeReply({ text: this.heard.text, secondsUsed: this.state.secondsUsed + seconds, timeBudgetSeconds: question.timeBudgetSeconds });
    if (this.heard.settled && now - this.backlogMs - this.heard.lastVoicedAtMs >= wait) this.run(this.reply(seconds));
  }

  /** The candidate has finished: decide and speak. */
  private async reply(seconds: number): Promise<void> {
    const turn = this.heard;
    const reacting = { turn, before: this.state, abort: new AbortController() };
    this.heard = new HeardTurn();
    this.reacting = reacting;
    this.setPhase('thinking');
    const step = await this.parts.interviewer.answered(this.state, { text: turn.text, seconds, signal: reacting.abort.signal });
    if (this.reacting !== reacting) return;
    this.transcript.close(turn, this.questionId, { kind: step.heardAs, interrupted: false });
    await this.perform(step);
    if (this.reacting === reacting) this.reacting = undefined;
  }

  /** Says the step's lines. The new state counts once a line was heard. */
  private async perform(step: Step): Promise<void> {
    this.performing = step.state;
    for (const line of step.lines) {
      const spoken = await this.speak(line, step.state);
      if (this.isEnded() || this.phase === 'waiting') return;
      if (spoken === 'taken_back') return;
    }
    this.performing = undefined;
    this.state = step.state;
    if (this.state.ended) return this.end('finished');
    this.settleOverlap();
    this.listen();
  }

  private async speak(line: Line, next: InterviewState): Promise<'heard' | 'taken_back'> {
    this.setPhase('speaking');
    const delayFrom = this.lastCandidateSoundMs;
    const kept = this.transcript.line(line);
    if (line.asks !== null) this.announce(line, next);
    const spoken = await this.parts.voice.say(line.text, {
      interruptible: line.interruptible,
      onStarted: (atMs) => kept.started(atMs, delayFrom > this.transcript.lineEndedAtMs ? Math.max(0, Math.round(atMs - delayFrom)) : null),
    });
    const takenBack = spoken.interrupted && spoken.heard < heardEnough && this.reacting !== undefined && this.phase === 'speaking';
    kept.ended(spoken, takenBack ? { questionId: this.parts.interviewer.question(this.reacting?.before ?? this.state)?.id ?? null } : undefined);
    if (!takenBack) return 'heard';
    this.takeBack();
    return 'taken_back';
  }

  /** The candidate went on: the interviewer's step is forgotten and the answer continues as one turn. */
  private takeBack(): void {
    const reacting = this.reacting;
    if (reacting === undefined) return;
    reacting.abort.abort();
    this.reacting = undefined;
    this.performing = undefined;
    reacting.turn.absorb(this.heard);
    this.heard = reacting.turn;
    this.state = reacting.before;
    this.parts.log.info({ seq: reacting.turn.seq }, 'the candidate went on; the answer stays open');
    const question = this.parts.interviewer.question(this.state);
    if (question !== undefined) this.announce({ kind: this.state.followUps > 0 ? 'follow_up' : 'question', questionId: question.id, text: this.state.asked, asks: this.state.asked, interruptible: true }, this.state);
    this.listen();
    this.transcript.grow(this.heard, this.questionId);
  }

  private heardOverInterviewer(): void {
    if (!this.parts.voice.interruptible || isListenerSound(this.heard.text)) return;
    if (this.heard.words(0).length >= interruptingWords) this.parts.voice.stop();
  }

  /** What was said over a line that was heard to its end: a listener's sound, or the beginning of the answer. */
  private settleOverlap(): void {
    if (this.heard.empty) return;
    if (isListenerSound(this.heard.text)) {
      if (this.heard.settled) this.closeHeard({ kind: 'aside', interrupted: false });
      return;
    }
    this.transcript.grow(this.heard, this.questionId);
  }

  private listen(): void {
    this.listeningSinceMs = Date.now();
    this.setPhase('listening');
  }

  private announce(line: Line, state: InterviewState): void {
    const question = this.parts.interviewer.question(state);
    if (question === undefined || line.asks === null) return;
    this.parts.live.publish({ type: 'interview:question', question, index: state.index, total: this.parts.plan.questions.length, followUp: line.kind === 'follow_up', text: line.asks });
  }

  private closeHeard(closing: Closing): void {
    const turn = this.heard;
    this.heard = new HeardTurn();
    this.transcript.close(turn, this.questionId, closing);
  }

  private get questionId(): string | null {
    return this.parts.interviewer.question(this.state)?.id ?? null;
  }

  private setPhase(phase: Conversation['phase']): void {
    if (this.phase === phase && phase !== 'speaking') return;
    this.phase = phase;
    const shown: Record<Conversation['phase'], AgentState> = { waiting: 'listening', listening: 'listening', thinking: 'thinking', speaking: 'speaking', ended: 'left' };
    this.parts.live.publish({ type: 'agent:state', state: shown[phase] });
  }

  private isEnded(): boolean {
    return this.phase === 'ended';
  }

  /** Work started by the clock: an error must not kill the interview. */
  private run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.parts.log.error({ err: error }, 'a step of the conversation failed');
      this.parts.live.publish({ type: 'notice', level: 'warning', text: 'Something went wrong on our side. Please go on; nothing that you said is lost.' });
      if (this.phase !== 'ended' && this.phase !== 'waiting') this.listen();
    });
  }
}
