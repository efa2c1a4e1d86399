/** Tells the candidate, and nobody else in the room, when the quiet cue changes. */
import type { Cue } from '@greenroom/contracts';
import type { LivePublisher } from './live-publisher.ts';
import { afterAnswer, noCue, whileSpeaking, type CueState, type Speaking } from './quiet-cue.ts';

export class LiveCue {
  private state = noCue;
  private readonly cue: Cue;
  private readonly live: LivePublisher;

  constructor(cue: Cue, live: LivePublisher) {
    this.cue = cue;
    this.live = live;
  }

  heard(speaking: Speaking): void {
    this.change(whileSpeaking(this.cue, this.state, speaking));
  }

  /** @param at seconds on the interview's clock */
  answerEnded(at: number): void {
    this.change(afterAnswer(this.state, at));
  }

  private change(state: CueState): void {
    const changed = state.shown !== this.state.shown;
    this.state = state;
    if (changed && this.cue !== 'off') this.live.publish({ type: 'cue', kind: this.cue, text: state.shown });
  }
}
