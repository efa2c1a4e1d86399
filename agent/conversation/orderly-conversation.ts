/** The conversation as its candidate and a coach may order it about: orders come in between, and never as words. */
import type { ThinkingTime } from '@greenroom/contracts';
import { intentOf, type Order } from '@greenroom/interviewer';
import { Conversation } from './conversation.ts';
import type { Orderly } from './orders.ts';

const typedWordsPerSecond = 2.5;
/** Characters; a spoken answer of ten minutes is shorter. */
const longestTyped = 8_000;

export class OrderlyConversation extends Conversation implements Orderly {
  /** A coach who took over while another one's last words were waited for. */
  private nextLeader: string | undefined;
  private readonly typedAnswers: string[] = [];

  /** An answer typed into the room's chat: taken up as soon as the interviewer listens. */
  typed(text: string): void {
    const answer = text.trim().slice(0, longestTyped);
    if (answer === '' || this.phase === 'ended') return;
    this.typedAnswers.push(answer);
    if (this.phase === 'speaking' && this.parts.voice.interruptible) this.parts.voice.stop();
  }

  protected override nextOrdered(): Promise<void> | undefined {
    if (this.wishes.skip !== undefined) return this.skip(this.wishes.skip);
    const typed = this.typedAnswers.shift();
    return typed === undefined ? undefined : this.takeTyped(typed);
  }

  keep(order: Order): void {
    this.orders.push(order);
    if (this.phase === 'listening') this.takeOrders();
  }

  /** While a coach leads, no order about the question is carried out, then or afterwards. */
  skipThis(by: 'candidate' | 'coach', questionId?: string): void {
    if (this.phase === 'ended' || this.coach.leads) return;
    if (questionId !== undefined && questionId !== this.openQuestionId) return;
    this.wishes.skip = by;
    if (this.phase === 'speaking' && this.parts.voice.interruptible) this.breakOff();
    this.stopThinking();
  }

  sayAgain(): void {
    if (this.phase === 'ended' || this.coach.leads || this.pauses.open) return;
    this.wishes.repeat = true;
    this.stopThinking();
  }

  giveTime(): void {
    if (this.phase === 'ended' || this.coach.leads || this.pauses.open) return;
    this.wishes.askForTime(this.questionId);
    // The answer was not over.
    if (this.phase === 'thinking') this.takeBack();
    else if (this.phase === 'listening' && this.heard.empty && !this.candidate.speaking) this.run(this.grant('think'));
  }

  setThinkingTime(value: ThinkingTime): void {
    this.thinkingTime = value;
  }

  show({ text, from }: { text: string; from: string }): void {
    this.parts.live.publishInRoom({ type: 'whisper', text, from });
  }

  pause(): void {
    if (this.phase === 'ended' || this.pauses.open) return;
    this.pauses.begin();
    this.fallSilent();
    this.stage.enter('waiting');
  }

  async resume(): Promise<void> {
    if (this.phase === 'ended' || !this.pauses.open) return;
    this.pauses.end();
    if (!this.away) await this.goOn();
  }

  /** The candidate left the room for a moment: what was said is kept, the interviewer waits. */
  candidateLeft(): void {
    if (this.phase === 'ended') return;
    this.away = true;
    this.fallSilent();
    this.stage.enter('waiting');
  }

  async candidateReturned(): Promise<void> {
    this.away = false;
    if (this.phase !== 'waiting' || this.ticker === undefined || this.pauses.open) return;
    await this.goOn();
  }

  private goOn(): Promise<void> {
    // To be left anyway, or asked again right now.
    this.wishes.repeat = false;
    if (this.coach.leads || this.wishes.skip !== undefined) return Promise.resolve(this.listen());
    return this.perform(this.state.index < 0 ? this.parts.interviewer.open(this.state) : this.parts.interviewer.returned(this.state));
  }

  /** A coach interviews: what both say is written down, and the interviewer says nothing. */
  takeOver(leader: string): void {
    if (this.coach.handsBack) this.nextLeader = leader;
    if (this.phase === 'ended' || this.coach.leads) return;
    // Silence first: beginning to hear a coach takes time.
    this.fallSilent();
    this.wishes.forget();
    this.coach.take(leader);
    this.parts.live.publish({ type: 'coach:present', state: 'leads' });
    if (!this.pauses.open && !this.away && this.ticker !== undefined) this.listen();
  }

  async handBack(leader: string): Promise<void> {
    if (this.coach.handsBack && this.nextLeader === leader) this.nextLeader = undefined;
    if (this.coach.leader !== leader || this.coach.handsBack) return;
    this.parts.live.publish({ type: 'coach:present', state: 'listens' });
    await this.coach.giveBack();
    if (this.phase === 'ended') return;
    this.hearOut({ kind: 'answer', interrupted: false });
    const next = this.nextLeader;
    this.nextLeader = undefined;
    if (next !== undefined) return this.takeOver(next);
    if (this.pauses.open || this.away) return;
    await this.perform(this.state.index < 0 ? this.parts.interviewer.open(this.state) : this.parts.interviewer.handedBack(this.state));
  }

  private async takeTyped(answer: string): Promise<void> {
    this.closeHeard({ kind: 'answer', interrupted: false });
    const seconds = answer.split(/\s+/).length / typedWordsPerSecond;
    if (this.coach.leads) {
      this.transcript.typed(answer, this.questionId, 'answer');
      this.state = this.parts.interviewer.listened(this.state, { text: answer, seconds });
      return;
    }
    this.stage.enter('thinking');
    const { silenced } = this;
    const step = await this.parts.interviewer.answered(this.state, { text: answer, seconds });
    this.transcript.typed(answer, this.questionId, step.heardAs);
    if (this.silenced === silenced) return this.perform(step);
    this.state = step.state;
  }

  private async skip(by: 'candidate' | 'coach'): Promise<void> {
    this.wishes.forget();
    this.closeHeard({ kind: intentOf(this.heard.text) === 'none' ? 'answer' : 'aside', interrupted: true });
    await (by === 'candidate' ? this.grant('skip') : this.perform(this.parts.interviewer.skipped(this.state)));
  }

  /** What the interviewer was about to say is not said; the answer is kept. */
  private stopThinking(): void {
    if (this.phase === 'thinking') this.breakOff();
  }

  private breakOff(): void {
    this.fallSilent();
    this.listen();
  }
}
