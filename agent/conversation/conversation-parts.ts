/** What a conversation works with. */
import type { EndReason, Plan, Turn } from '@greenroom/contracts';
import type { Interviewer } from '@greenroom/interviewer';
import type { Logger } from 'pino';
import type { CoachHearing } from './coach-lead.ts';
import type { EndOfTurnParts } from './end-of-turn/end-of-turn.ts';
import type { LivePublisher } from './live-publisher.ts';
import type { Standing } from './orders.ts';
import type { TurnStore } from './turn-store.ts';
import type { Voice } from './voice.ts';

export interface ConversationParts {
  plan: Plan;
  /** Epoch milliseconds of the interview's clock zero. */
  zeroMs: number;
  interviewer: Interviewer;
  voice: Voice;
  /** Hears a coach who has taken over. */
  coachHearing: CoachHearing;
  live: LivePublisher;
  store: Pick<TurnStore, 'save'>;
  log: Logger;
  /** Turns stored by a predecessor; empty for a new interview. */
  earlier: readonly Turn[];
  /** What was ordered of a predecessor and still holds. */
  standing: Standing;
  onEnd: (reason: EndReason) => void;
  /** Makes the sound of a text ready that may be said soon; not any more when the signal fires. */
  prepare: (text: string, signal?: AbortSignal) => void;
  audioModel: EndOfTurnParts['audioModel'];
}
