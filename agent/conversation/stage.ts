/** Where the conversation stands, as everyone in the room is told: who has the word, and which question is open. */
import type { AgentState, Plan, Question } from '@greenroom/contracts';
import type { LivePublisher } from './live-publisher.ts';

/** `waiting`: the interview has not begun, is paused, or its candidate is away. */
export type Phase = 'waiting' | 'listening' | 'thinking' | 'speaking' | 'ended';
const shown: Readonly<Record<Phase, AgentState>> = { waiting: 'listening', listening: 'listening', thinking: 'thinking', speaking: 'speaking', ended: 'left' };

export class Stage {
  private current: Phase = 'waiting';
  private toldOfLostSound = false;
  private readonly plan: Plan;
  private readonly live: LivePublisher;

  constructor(plan: Plan, live: LivePublisher) {
    this.plan = plan;
    this.live = live;
  }

  get phase(): Phase {
    return this.current;
  }

  enter(phase: Phase): void {
    if (this.current === phase && phase !== 'speaking') return;
    this.current = phase;
    this.live.publish({ type: 'agent:state', state: shown[phase] });
  }

  asks(question: Question, text: string, followUp: boolean): void {
    const { questions } = this.plan;
    this.live.publish({ type: 'interview:question', question, index: questions.findIndex(({ id }) => id === question.id), total: questions.length, followUp, text });
  }

  /** Once: it may come and go many times. */
  tellOfLostSound(): void {
    if (this.toldOfLostSound) return;
    this.toldOfLostSound = true;
    this.live.publish({ type: 'notice', level: 'warning', text: 'A part of the interviewer’s hearing does not answer: it goes by your words alone to tell when you have finished, and may speak a little late or a little early.' });
  }

  tellOfTrouble(): void {
    this.live.publish({ type: 'notice', level: 'warning', text: 'Something went wrong on our side. Please go on; nothing that you said is lost.' });
  }
}
