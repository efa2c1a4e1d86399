/** What the workflow knows of its interview; the `progress` query shows a part of it. */
import type { EndReason, InterviewInput, InterviewProgress, LiveEvent } from '@greenroom/contracts';
import type { Announcement } from '../activities/index.ts';
import { announce } from './activities.ts';
import { Clock } from './clock.ts';

export class InterviewState {
  readonly input: InterviewInput;
  readonly progress: InterviewProgress = { phase: 'waiting', step: 'Waiting for the candidate', percent: 0, agentAttempts: 0, coachLeads: false, endReason: null };
  /** What a reader of the report must know. */
  readonly notices: string[] = [];
  /** Set by the `end` signal. */
  endRequested: EndReason | null = null;
  /** Until the room is closed, what is announced goes into it. A typed interview has none. */
  roomOpen: boolean;
  readonly clock = new Clock();

  constructor(input: InterviewInput) {
    this.input = input;
    this.roomOpen = input.mode !== 'typed';
  }

  announce(event: Announcement['event']): Promise<void> {
    return announce({ interviewId: this.input.interviewId, clockStartedAt: this.input.clockStartedAt, intoRoom: this.roomOpen, event });
  }

  readonly notice = (level: Extract<LiveEvent, { type: 'notice' }>['level'], text: string): Promise<void> => this.announce({ type: 'notice', level, text });

  /** A step of the finishing, for the query and for whoever listens. */
  async step(step: string, percent: number): Promise<void> {
    Object.assign(this.progress, { step, percent });
    await this.announce({ type: 'report:progress', step, percent });
  }
}
