/**
 * The conversation: what is heard, when to answer, what to say, and what is kept of it. The engine (`packages/interviewer`) decides what
 * to say and is pure; this class holds its state, runs the clock and takes a step back when the candidate goes on speaking.
 */
import type { ThinkingTime } from '@greenroom/contracts';
import { intentOf, patienceFor, type InterviewState, type Line, type Order, type Step, type Wish } from '@greenroom/interviewer';
import type { HeardPiece } from '@greenroom/providers/select';
import { askedFor } from './asked-for.ts';
import { CandidateVoice } from './candidate-voice.ts';
import { CoachLead } from './coach-lead.ts';
import type { ConversationParts } from './conversation-parts.ts';
import { Draft, settledWithin } from './draft.ts';
import { EndOfTurn } from './end-of-turn/end-of-turn.ts';
import { patienceFactor } from './end-of-turn/wait.ts';
import { Floor } from './floor.ts';
import { HeardTurn, isListenerSound } from './heard-turn.ts';
import { Pauses } from './pauses.ts';
import { moveIn } from './silence.ts';
import { Stage, type Phase } from './stage.ts';
import { Transcript, type Closing } from './transcript.ts';
import { Wishes } from './wishes.ts';

/** How often silence is looked at. */
const tickMs = 50;
/** So many words over the interviewer are an interruption before its end is known. */
const interruptingWords = 2;
/** So early in a silence the reply is worked out already. Milliseconds. */
const draftAfterMs = 190;
/** …and otherwise so long before the decision: most pauses are over by then, and a model is not asked in vain. Milliseconds. */
const draftLeadMs = 1_100;
/** Likely texts of which the sound is made before they are needed. */
const madeReady = 4;
/** A line of which less than this was heard, and that followed an answer, is taken back when the candidate goes on. */
const heardEnough = 0.6;
/** So long after the decision to speak a reply may take before a neutral word fills the gap. Milliseconds. */
const openerAfterMs = 300;

/** How long a turn took. */
const secondsOf = ({ lastVoicedAtMs, startedAtMs }: HeardTurn): number => (lastVoicedAtMs - startedAtMs) / 1000;

export abstract class Conversation {
  protected readonly parts: ConversationParts;
  protected readonly transcript: Transcript;
  protected state: InterviewState;
  protected readonly stage: Stage;
  protected heard = new HeardTurn();
  /** The answer that the interviewer is reacting to: goes on if the candidate does. */
  private reacting: { turn: HeardTurn; before: InterviewState; abort: AbortController } | undefined;
  /** Where the step being spoken leads. */
  private performing: InterviewState | undefined;
  private listeningSinceMs = 0;
  private lastCandidateSoundMs = 0;
  protected readonly candidate = new CandidateVoice();
  /** Orders that wait until the interviewer listens. */
  protected readonly orders: Order[] = [];
  protected readonly wishes = new Wishes();
  /** Counts how often the interviewer had to stop: what it was doing then is not gone on with. */
  protected silenced = 0;
  protected readonly coach: CoachLead;
  /** What a coach has set; null: what the candidate has chosen. */
  protected thinkingTime: ThinkingTime | null;
  private readonly endOfTurn: EndOfTurn;
  private readonly draft: Draft;
  private readonly floor: Floor;
  protected away = false;
  protected readonly pauses = new Pauses();
  protected ticker: NodeJS.Timeout | undefined;

  constructor(parts: ConversationParts) {
    this.parts = parts;
    this.state = parts.interviewer.start();
    const { interviewer } = parts;
    this.stage = new Stage(parts.plan, parts.live);
    this.transcript = new Transcript({ ...parts, secondsLeft: () => interviewer.budget(this.state) - this.state.secondsUsed });
    const { leader, extraSeconds, paused, thinkingTime, toAsk } = parts.standing;
    this.coach = new CoachLead({
      hearing: parts.coachHearing,
      tell: (turn, closed) => this.transcript.coach(turn, this.questionId, closed),
      onSaid: (turn, isQuestion) => {
        this.transcript.coachSpoke(turn);
        if (isQuestion) this.state = interviewer.coachAsked(this.state, turn.text);
      },
    });
    if (leader !== null) this.coach.take(leader);
    this.thinkingTime = thinkingTime;
    const onAudioFailed = (error: unknown): void => {
      parts.log.warn({ err: error }, 'the end of turns is judged without the audio model');
      this.stage.tellOfLostSound();
    };
    this.endOfTurn = new EndOfTurn({ audioModel: parts.audioModel, onAudioFailed });
    this.draft = new Draft(interviewer, parts.prepare);
    this.floor = new Floor(parts.voice);
    if (paused) this.pauses.begin();
    if (extraSeconds > 0) this.orders.push({ type: 'extend', seconds: extraSeconds });
    this.orders.push(...toAsk.map((text): Order => ({ type: 'ask_next', text })));
  }

  /** The candidate is in the room: begin, or go on where a predecessor stopped. */
  async begin(): Promise<void> {
    this.ticker = setInterval(() => this.tick(), tickMs);
    const { interviewer, earlier } = this.parts;
    if (earlier.length > 0) this.state = interviewer.restore(earlier);
    if (this.state.ended) return this.finish();
    if (this.pauses.open) return;
    if (this.coach.leads) return this.listen();
    if (earlier.length === 0) return this.perform(interviewer.open(this.state));
    return this.perform(interviewer.resume(earlier));
  }

  /** A voice began or ended, before its words are known. */
  voiceActive(speaking: boolean): void {
    this.candidate.active(speaking);
    if (!speaking) this.floor.voiceEnded();
    if (this.phase !== 'speaking') return;
    if (speaking) this.floor.claim(Date.now());
    else this.heardOverInterviewer(true);
  }

  /** The candidate's sound as it arrives: 16 kHz, mono. `endMs`: epoch milliseconds of its last sample. */
  hearSound(samples: Int16Array, endMs: number): void {
    this.endOfTurn.hearSound(samples, endMs);
  }

  /** How much audio waits to be heard. */
  heardWithin(backlogMs: number): void {
    this.candidate.backlogMs = backlogMs;
  }

  /** New or corrected words of a coach who leads. */
  hearCoach(piece: HeardPiece): void {
    if (this.phase !== 'ended' && !this.pauses.covers(piece)) this.coach.hear(piece);
  }

  /** New or corrected words of the candidate. */
  hear(piece: HeardPiece): void {
    if (this.phase === 'ended' || this.pauses.covers(piece)) return;
    this.lastCandidateSoundMs = Math.max(this.lastCandidateSoundMs, piece.voicedTo * 1000);
    if (this.transcript.correct(piece)) return;
    const before = this.heard.text;
    this.endOfTurn.goesOn(this.heard, piece);
    this.heard.add(piece);
    if (this.heard.text !== before) {
      this.candidate.news();
      this.draft.drop();
    }
    if (this.phase === 'thinking' && !isListenerSound(this.heard.text)) return this.takeBack();
    if (this.phase === 'speaking') return this.heardOverInterviewer(piece.final);
    if (this.phase !== 'listening' || this.heard.empty) return;
    this.transcript.grow(this.heard, this.questionId);
    if (this.coach.leads || this.questionId === null) return;
    // The recogniser looked again because the voice has paused: a silence may have begun.
    const silentMs = this.candidate.silentSince(this.heard.lastVoicedAtMs, Date.now());
    if (silentMs >= draftAfterMs) this.waitFor(silentMs, this.patience);
  }

  /** Stops in the middle; what was said is kept, and what was about to be asked counts as asked: it is repeated afterwards. */
  protected fallSilent(): void {
    this.reacting?.abort.abort();
    this.draft.drop();
    // Its turn is open still when the interviewer was thinking about it.
    if (this.performing === undefined && this.reacting !== undefined) this.heard = this.reacting.turn.absorb(this.heard);
    this.reacting = undefined;
    this.parts.voice.stop(true);
    this.state = this.performing ?? this.state;
    this.performing = undefined;
    this.hearOut({ kind: 'answer', interrupted: true });
    this.silenced += 1;
  }

  protected takeOrders(): void {
    for (const order of this.orders.splice(0)) this.state = this.parts.interviewer.order(this.state, order);
  }

  /** The room is closing or the process is asked to stop: keep what was being said. */
  stop(): void {
    if (this.phase === 'ended') return;
    clearInterval(this.ticker);
    this.reacting?.abort.abort();
    this.draft.drop();
    this.coach.close();
    void this.parts.coachHearing.stop();
    this.closeHeard({ kind: 'answer', interrupted: true });
    this.transcript.stop();
    this.stage.enter('ended');
  }

  private finish(): void {
    this.stop();
    this.parts.onEnd('finished');
  }

  /** What was ordered and is to be done before anything else; undefined when nothing was. */
  protected abstract nextOrdered(): Promise<void> | undefined;

  private tick(): void {
    const now = Date.now();
    const quiet = this.candidate.quietAt(now);
    if (this.phase === 'speaking') this.floor.look(now, this.heard.lastVoicedAtMs);
    if (this.phase !== 'listening') return;
    const ordered = this.nextOrdered();
    if (ordered !== undefined) return this.run(ordered);
    if (this.coach.leads) this.coach.look(now, this.heard);
    if (!quiet) return;
    if (!this.coach.leads && this.questionId !== null) return this.answerSilence(now);
    // Answers to a coach are turns as any other, without a reaction.
    if (this.coach.leads && this.coach.hasAnswer(this.heard, this.candidate.silentSince(this.heard.lastVoicedAtMs, now))) this.hearOut({ kind: 'answer', interrupted: false });
  }

  /** @returns milliseconds of silence after which the open answer counts as finished; its reply is worked out shortly before */
  private waitFor(silentMs: number, patience: number): number {
    const { heard, state } = this;
    const seconds = secondsOf(heard);
    const { waitMs } = this.endOfTurn.judge(heard, askedFor(this.parts.interviewer, state, seconds), patience);
    if (silentMs >= Math.max(draftAfterMs, waitMs - draftLeadMs)) this.draft.begin(state, { text: heard.text, seconds });
    return waitMs;
  }

  private get patience(): number {
    return patienceFactor({ thinkingTime: this.thinkingTime ?? this.parts.plan.thinkingTime, askedForTime: this.wishes.timeAskedAt(this.questionId) !== undefined });
  }

  /** The candidate is silent: is it time to speak? */
  private answerSilence(now: number): void {
    const { candidate, heard, state, wishes, patience, parts: { interviewer } } = this;
    const askedForTimeAt = wishes.timeAskedAt(this.questionId);
    const silentMs = heard.empty ? now - Math.max(this.listeningSinceMs, this.lastCandidateSoundMs) : candidate.silentSince(Math.max(heard.lastVoicedAtMs, this.listeningSinceMs), now);
    const waitMs = heard.empty ? Infinity : this.waitFor(silentMs, patience);
    const question = interviewer.question(state);
    const promptMs = question === undefined ? Infinity : patience * 1000 * patienceFor(question, state.silences, state.asked);
    const move = moveIn({ now, askedForTimeAt, repeatWanted: wishes.repeat, turn: heard.empty ? undefined : heard, silentMs, waitMs, promptMs, patience });
    if (move === 'prompt') this.run(this.perform(interviewer.silent(state)));
    if (move === 'reply') this.run(this.reply(silentMs));
    if (move !== 'repeat') return;
    this.hearOut({ kind: 'answer', interrupted: false });
    this.run(this.grant('repeat'));
  }

  /** Words to which nothing is said: an answer is kept with its question. */
  protected hearOut(closing: Closing): void {
    if (this.heard.empty) return;
    if (intentOf(this.heard.text) !== 'none') return this.closeHeard({ ...closing, kind: 'aside' });
    this.state = this.parts.interviewer.listened(this.state, { text: this.heard.text, seconds: secondsOf(this.heard) });
    this.closeHeard(closing);
  }

  protected async grant(wish: Wish): Promise<void> {
    if (wish === 'repeat') this.wishes.repeat = false;
    await this.perform(this.parts.interviewer.wished(this.state, wish));
  }

  /** The candidate has finished: decide and speak. */
  private async reply(silentMs: number): Promise<void> {
    const turn = this.heard;
    const before = this.state;
    const { step: drafted, abort } = this.draft.take(before, { text: turn.text, seconds: secondsOf(turn) });
    const reacting = { turn, before, abort };
    this.heard = new HeardTurn();
    this.reacting = reacting;
    this.endOfTurn.replies(turn, silentMs);
    this.stage.enter('thinking');
    const opened = intentOf(turn.text) === 'none' && !(await settledWithin(drafted, openerAfterMs)) && this.reacting === reacting;
    const openerSaid = opened && (await this.sayOpener(before));
    const step = await drafted.catch((error: unknown) => {
      if (this.reacting === reacting) throw error;
    });
    if (step === undefined || this.reacting !== reacting) return;
    this.transcript.close(turn, this.questionId, { kind: step.heardAs, interrupted: false });
    await this.perform(openerSaid ? this.parts.interviewer.afterOpener(step) : step);
    if (this.reacting !== reacting) return;
    this.reacting = undefined;
    this.endOfTurn.replyStood();
  }

  /** The reply is not known yet: a neutral word tells that the answer was heard. @returns whether it was said */
  private async sayOpener(before: InterviewState): Promise<boolean> {
    const line: Line = { kind: 'acknowledgement', questionId: this.questionId, text: this.parts.interviewer.opener(before), asks: null, interruptible: true };
    const { silenced } = this;
    if ((await this.speak(line, before)) === 'taken_back' || this.silenced !== silenced) return false;
    this.stage.enter('thinking');
    return true;
  }

  /** Says the step's lines. The new state counts once a line was heard. */
  protected async perform(step: Step): Promise<void> {
    this.performing = step.state;
    const { silenced } = this;
    for (const line of step.lines) {
      const spoken = await this.speak(line, step.state);
      if (this.stage.phase === 'ended' || this.silenced !== silenced) return;
      if (spoken === 'taken_back') return;
    }
    this.performing = undefined;
    this.state = step.state;
    if (this.state.ended) return this.finish();
    this.settleOverlap();
    this.listen();
  }

  private async speak(line: Line, next: InterviewState): Promise<'heard' | 'taken_back'> {
    this.stage.enter('speaking');
    const delayFrom = this.lastCandidateSoundMs;
    const kept = this.transcript.line(line);
    if (line.asks !== null) this.announce(line, next);
    // Somebody who speaks is not spoken over, even before the first word is known.
    if (line.interruptible && this.candidate.speaking) this.floor.claim(Date.now());
    const spoken = await this.parts.voice.say(line.text, {
      interruptible: line.interruptible,
      onStarted: (atMs) => kept.started(atMs, delayFrom > this.transcript.lineEndedAtMs ? Math.max(0, Math.round(atMs - delayFrom)) : null),
    });
    this.floor.lineEnded();
    // What was said over a line that must be heard whole answers nothing.
    if (!line.interruptible) this.closeHeard({ kind: 'aside', interrupted: false });
    const takenBack = spoken.interrupted && spoken.heard < heardEnough && this.reacting !== undefined && this.phase === 'speaking';
    kept.ended(spoken, takenBack ? { questionId: this.parts.interviewer.question(this.reacting?.before ?? this.state)?.id ?? null } : undefined);
    if (!takenBack) return 'heard';
    this.takeBack();
    return 'taken_back';
  }

  /** The candidate went on: the interviewer's step is forgotten and the answer continues as one turn. */
  protected takeBack(): void {
    const reacting = this.reacting;
    if (reacting === undefined) return;
    reacting.abort.abort();
    this.reacting = undefined;
    this.performing = undefined;
    this.endOfTurn.cutIn(reacting.turn, this.heard.empty ? Date.now() : this.heard.startedAtMs);
    this.heard = reacting.turn.absorb(this.heard);
    this.state = reacting.before;
    this.parts.log.info({ seq: reacting.turn.seq }, 'the candidate went on; the answer stays open');
    const question = this.parts.interviewer.question(this.state);
    if (question !== undefined) this.announce({ kind: this.state.followUps > 0 ? 'follow_up' : 'question', questionId: question.id, text: this.state.asked, asks: this.state.asked, interruptible: true }, this.state);
    this.listen();
    this.transcript.grow(this.heard, this.questionId);
  }

  /** @param complete the recogniser has finished, or the voice has ended */
  private heardOverInterviewer(complete: boolean): void {
    if (!this.parts.voice.interruptible) return;
    const words = this.heard.words(0).length;
    if (words === 0 || isListenerSound(this.heard.text)) {
      if (!complete) return;
      this.floor.giveBack();
      // Several of them over one line are no sentence.
      if (this.heard.settled) this.closeHeard({ kind: 'aside', interrupted: false });
    } else if (complete || words >= interruptingWords) this.parts.voice.stop();
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

  protected listen(): void {
    this.listeningSinceMs = Date.now();
    this.takeOrders();
    // The candidate thinks and speaks now: time to make ready what is likely to be said next.
    for (const text of this.parts.interviewer.likelyNext(this.state).slice(0, madeReady)) this.parts.prepare(text);
    this.stage.enter('listening');
  }

  private announce(line: Line, state: InterviewState): void {
    const question = this.parts.interviewer.question(state);
    if (question === undefined || line.asks === null) return;
    this.transcript.asks(question);
    this.stage.asks(question, line.asks, line.kind === 'follow_up');
  }

  protected closeHeard(closing: Closing): void {
    const turn = this.heard;
    this.heard = new HeardTurn();
    this.transcript.close(turn, this.questionId, closing);
  }

  /** The one that the candidate sees as open: it is shown before it is said to its end. */
  protected get openQuestionId(): string | null {
    return this.parts.interviewer.question(this.performing ?? this.state)?.id ?? null;
  }

  protected get questionId(): string | null {
    return this.parts.interviewer.question(this.state)?.id ?? null;
  }

  protected get phase(): Phase {
    return this.stage.phase;
  }

  /** Work started by the clock: an error must not kill the interview. */
  protected run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.parts.log.error({ err: error }, 'a step of the conversation failed');
      this.stage.tellOfTrouble();
      if (this.reacting !== undefined) this.transcript.close(this.reacting.turn, this.questionId, { kind: 'answer', interrupted: false });
      this.reacting = undefined;
      this.performing = undefined;
      if (this.phase !== 'ended' && this.phase !== 'waiting') this.listen();
    });
  }
}
