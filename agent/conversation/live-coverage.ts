/** Tells coaches what of a good answer to the open question was said so far, by the report's own rules. */
import type { Plan, Question, Turn } from '@greenroom/contracts';
import { coverageOf } from '@greenroom/measures';
import type { LivePublisher } from './live-publisher.ts';

/** Not more often than this. Milliseconds. */
const leastIntervalMs = 2_000;

export class LiveCoverage {
  private readonly plan: Plan;
  private readonly live: Pick<LivePublisher, 'publish'>;
  private readonly turns: Map<number, Turn>;
  private question: Question | undefined;
  private told = { atMs: 0, what: '' };
  private due: NodeJS.Timeout | undefined;

  /** @param earlier turns stored by a predecessor */
  constructor(plan: Plan, live: Pick<LivePublisher, 'publish'>, earlier: readonly Turn[]) {
    this.plan = plan;
    this.live = live;
    this.turns = new Map(earlier.map((turn) => [turn.seq, turn]));
  }

  /** This question is open now. */
  asked(question: Question): void {
    if (this.due !== undefined) this.tell();
    this.question = question;
    this.tell();
  }

  /** A turn began, grew or ended. */
  heard(turn: Turn): void {
    this.turns.set(turn.seq, turn);
    if (turn.speaker !== 'candidate') return;
    // Nothing is asked anew when a predecessor was lost while a coach led.
    this.question ??= this.plan.questions.find(({ id }) => id === turn.questionId);
    if (turn.questionId !== this.question?.id) return;
    this.due ??= setTimeout(() => this.tell(), Math.max(0, this.told.atMs + leastIntervalMs - Date.now()));
  }

  stop(): void {
    clearTimeout(this.due);
    this.due = undefined;
  }

  private tell(): void {
    this.stop();
    if (this.question === undefined) return;
    const event = { type: 'coverage', questionId: this.question.id, points: coverageOf(this.plan, this.question, [...this.turns.values()]) } as const;
    const what = JSON.stringify(event);
    if (what === this.told.what) return;
    this.told = { atMs: Date.now(), what };
    this.live.publish(event);
  }
}
