/** Is the candidate there? Webhooks come late, twice or out of order, so LiveKit is asked before anyone is given up. */
import { identities, type ParticipantSignal } from '@greenroom/contracts';
import { condition, log } from '@temporalio/workflow';
import { isCandidatePresent } from './activities.ts';
import type { InterviewState } from './interview-state.ts';

export class Presence {
  #present = false;
  #latestMs = 0;
  readonly #state: InterviewState;

  constructor(state: InterviewState) {
    this.#state = state;
  }

  joined({ identity, atMs }: ParticipantSignal): void {
    this.#set(identity, atMs, true);
  }

  left({ identity, atMs }: ParticipantSignal): void {
    this.#set(identity, atMs, false);
  }

  /** Resolves when the candidate never came, or has been away for too long. */
  async absence(): Promise<'no_show' | 'candidate_left'> {
    const { interviewId, joinTimeoutSeconds, absenceTimeoutSeconds } = this.#state.input;
    if (!(await this.#comesWithin(joinTimeoutSeconds, interviewId))) return 'no_show';
    Object.assign(this.#state.progress, { phase: 'talking', step: 'The interview is running' });
    for (;;) {
      await condition(() => !this.#present);
      if (!(await this.#comesWithin(absenceTimeoutSeconds, interviewId))) return 'candidate_left';
    }
  }

  async #comesWithin(seconds: number, interviewId: string): Promise<boolean> {
    if (await this.#state.clock.until(() => this.#present, seconds * 1000)) return true;
    try {
      this.#present = await isCandidatePresent(interviewId);
    } catch (error) {
      log.warn('LiveKit could not be asked for the candidate, its webhooks count', { error });
    }
    return this.#present;
  }

  #set(identity: string, atMs: number, present: boolean): void {
    if (!identity.startsWith(identities.candidate('')) || atMs < this.#latestMs) return;
    this.#latestMs = atMs;
    this.#present = present;
  }
}
