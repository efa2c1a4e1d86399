/**
 * The conversation: what is heard, when to answer, what to say, and what is kept of it. The engine (`packages/interviewer`) decides
 * what to say and is pure; this class holds its state, runs the clock and takes a step back when the candidate goes on
 * speaking.
 */
import type { AgentState, EndReason } from '@greenroom/contracts';
import type { InterviewState, Line, Order, Step } from '@greenroom/interviewer';
import type { HeardPiece } from '@greenroom/providers/select';
import type { ConversationParts } from './conversation-parts.ts';
import { HeardTurn, isListenerSound } from './heard-turn.ts';
import type { Orderly } from './orders.ts';
import { Pauses } from './pauses.ts';
import { Transcript, type Closing } from './transcript.ts';
import { silenceThatEndsAnswerMs, slowFactor, waitBeforePrompt, waitBeforeReply } from './turn-taking.ts';

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

export class Conversation implements Orderly {
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
  /** Orders that wait until the interviewer listens. */
  private readonly orders: Order[] = [];
  private skipOrdered = false;
  /** Counts how often the interviewer had to stop: what it was doing then is not gone on with. */
  private silenced = 0;
  private coachLeads: boolean;
  private slow: boolean;
  private away = false;
  private readonly pauses = new Pauses();
  private ticker: NodeJS.Timeout | undefined;

  constructor(parts: ConversationParts) {
    this.parts = parts;
    this.state = parts.interviewer.start();
    this.transcript = new Transcript({ interviewId: parts.plan.interviewId, ...parts });
    const { coachLeads, extraSeconds, paused, slow, toAsk } = parts.standing;
    this.coachLeads = coachLeads;
    this.slow = slow;
    if (paused) this.pauses.begin();
    if (extraSeconds > 0) this.orders.push({ type: 'extend', seconds: extraSeconds });
    this.orders.push(...toAsk.map((text): Order => ({ type: 'ask_next', text })));
  }

  /** The candidate is in the room: begin, or go on where a predecessor stopped. */
  async begin(): Promise<void> {
    this.ticker = setInterval(() => this.tick(), tickMs);
    const { interviewer, earlier } = this.parts;
    if (earlier.length > 0) this.state = interviewer.restore(earlier);
    if (this.state.ended) return this.end('finished');
    if (this.pauses.open) return;
    if (this.coachLeads) return this.listen();
    if (earlier.length === 0) return this.perform(interviewer.open(this.state));
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
    if (this.phase === 'ended' || this.pauses.covers(piece)) return;
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

  keep(order: Order): void {
    this.orders.push(order);
    if (this.phase === 'listening') this.takeOrders();
  }

  skipThis(): void {
    if (this.phase === 'ended') return;
    this.skipOrdered = true;
    if (this.phase === 'speaking') this.parts.voice.stop();
    if (this.phase !== 'thinking') return;
    this.fallSilent();
    this.listen();
  }

  slowDown(): void {
    this.slow = true;
  }

  show({ text, from }: { text: string; from: string }): void {
    this.parts.live.publishInRoom({ type: 'whisper', text, from });
  }

  pause(): void {
    if (this.phase === 'ended' || this.pauses.open) return;
    this.pauses.begin();
    this.fallSilent();
    this.setPhase('waiting');
  }

  async resume(): Promise<void> {
    if (this.phase === 'ended' || !this.pauses.open) return;
    this.pauses.end();
    if (!this.away) await this.goOn();
  }

  /** A coach interviews: what the candidate says is written down, and nothing is said. */
  takeOver(): void {
    if (this.phase === 'ended' || this.coachLeads) return;
    this.coachLeads = true;
    this.fallSilent();
    this.parts.live.publish({ type: 'coach:present', state: 'leads' });
    if (!this.pauses.open && !this.away && this.ticker !== undefined) this.listen();
  }

  async handBack(): Promise<void> {
    if (!this.coachLeads) return;
    this.coachLeads = false;
    this.parts.live.publish({ type: 'coach:present', state: 'listens' });
    this.hearOut({ kind: 'answer', interrupted: false });
    if (this.pauses.open || this.away || this.isEnded()) return;
    await this.perform(this.state.index < 0 ? this.parts.interviewer.open(this.state) : this.parts.interviewer.handedBack(this.state));
  }

  /** Stops in the middle; what was said is kept, and what was about to be asked counts as asked: it is repeated afterwards. */
  private fallSilent(): void {
    this.reacting?.abort.abort();
    // Its turn is open still when the interviewer was thinking about it.
    if (this.phase === 'thinking' && this.reacting !== undefined) this.heard = this.reacting.turn.absorb(this.heard);
    this.reacting = undefined;
    this.parts.voice.stop(true);
    this.state = this.performing ?? this.state;
    this.performing = undefined;
    this.hearOut({ kind: 'answer', interrupted: true });
    this.silenced += 1;
  }

  private goOn(): Promise<void> {
    if (this.coachLeads) return Promise.resolve(this.listen());
    return this.perform(this.state.index < 0 ? this.parts.interviewer.open(this.state) : this.parts.interviewer.returned(this.state));
  }

  private takeOrders(): void {
    for (const order of this.orders.splice(0)) this.state = this.parts.interviewer.order(this.state, order);
  }

  private async takeTyped(answer: string): Promise<void> {
    this.closeHeard({ kind: 'answer', interrupted: false });
    const seconds = answer.split(/\s+/).length / typedWordsPerSecond;
    if (this.coachLeads) {
      this.transcript.typed(answer, this.questionId, 'answer');
      this.state = this.parts.interviewer.listened(this.state, { text: answer, seconds });
      return;
    }
    this.setPhase('thinking');
    const { silenced } = this;
    const step = await this.parts.interviewer.answered(this.state, { text: answer, seconds });
    this.transcript.typed(answer, this.questionId, step.heardAs);
    if (this.silenced === silenced) return this.perform(step);
    this.state = step.state;
  }

  /** The candidate left the room for a moment: what was said is kept, the interviewer waits. */
  candidateLeft(): void {
    if (this.phase === 'ended') return;
    this.away = true;
    this.fallSilent();
    this.setPhase('waiting');
  }

  async candidateReturned(): Promise<void> {
    this.away = false;
    if (this.phase !== 'waiting' || this.ticker === undefined || this.pauses.open) return;
    await this.goOn();
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
    if (this.skipOrdered && this.phase === 'listening' && !this.coachLeads) return this.run(this.skip());
    const typed = this.phase === 'listening' ? this.typedAnswers.shift() : undefined;
    if (typed !== undefined) return this.run(this.takeTyped(typed));
    if (this.phase !== 'listening' || now < this.stalledUntilMs || (this.candidateSpeaking && now - this.lastNewsAtMs < noiseMs)) return;
    const question = this.parts.interviewer.question(this.state);
    if (this.coachLeads) return this.listenForCoach(now);
    if (question === undefined) return;
    const factor = this.slow ? slowFactor : 1;
    if (this.heard.empty) {
      const quietSince = Math.max(this.listeningSinceMs, this.lastCandidateSoundMs);
      if (now - quietSince >= factor * waitBeforePrompt(this.state.silences)) this.run(this.perform(this.parts.interviewer.silent(this.state)));
      return;
    }
    const seconds = (this.heard.lastVoicedAtMs - this.heard.startedAtMs) / 1000;
    const wait = waitBeforeReply({ text: this.heard.text, secondsUsed: this.state.secondsUsed + seconds, timeBudgetSeconds: this.parts.interviewer.budget(this.state) });
    if (this.heard.settled && now - this.backlogMs - this.heard.lastVoicedAtMs >= factor * wait) this.run(this.reply(seconds));
  }

  /** Answers to a coach are turns as any other, without a reaction. */
  private listenForCoach(now: number): void {
    if (this.heard.empty || !this.heard.settled || now - this.backlogMs - this.heard.lastVoicedAtMs < silenceThatEndsAnswerMs) return;
    this.hearOut({ kind: 'answer', interrupted: false });
  }

  /** An answer to which nothing is said: kept with its question. */
  private hearOut(closing: Closing): void {
    if (this.heard.empty) return;
    const seconds = (this.heard.lastVoicedAtMs - this.heard.startedAtMs) / 1000;
    this.state = this.parts.interviewer.listened(this.state, { text: this.heard.text, seconds });
    this.closeHeard(closing);
  }

  private async skip(): Promise<void> {
    this.skipOrdered = false;
    this.closeHeard({ kind: 'answer', interrupted: true });
    await this.perform(this.parts.interviewer.skipped(this.state));
  }

  /** The candidate has finished: decide and speak. */
  private async reply(seconds: number): Promise<void> {
    const turn = this.heard;
    const reacting = { turn, before: this.state, abort: new AbortController() };
    this.heard = new HeardTurn();
    this.reacting = reacting;
    this.setPhase('thinking');
    const step = await this.parts.interviewer.answered(this.state, { text: turn.text, seconds, signal: reacting.abort.signal }).catch((error: unknown) => {
      if (this.reacting === reacting) throw error;
    });
    if (step === undefined || this.reacting !== reacting) return;
    this.transcript.close(turn, this.questionId, { kind: step.heardAs, interrupted: false });
    await this.perform(step);
    if (this.reacting === reacting) this.reacting = undefined;
  }

  /** Says the step's lines. The new state counts once a line was heard. */
  private async perform(step: Step): Promise<void> {
    this.performing = step.state;
    const { silenced } = this;
    for (const line of step.lines) {
      const spoken = await this.speak(line, step.state);
      if (this.isEnded() || this.silenced !== silenced) return;
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
    this.heard = reacting.turn.absorb(this.heard);
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
    this.takeOrders();
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
