/** A typed interview: there is no room and no agent. What comes when is decided here; every step is an activity. */
import type { EndReason } from '@greenroom/contracts';
import { CancellationScope, condition } from '@temporalio/workflow';
import type { SteppedOn } from '../activities/typed-talk.ts';
import { isCandidateHere, typedStep } from './activities.ts';
import { askedToEnd, timeIsUp } from './conversation.ts';
import type { Inbox } from './inbox.ts';
import type { InterviewState } from './interview-state.ts';
import { pausedForTooLong, tellPauses } from './pauses.ts';

/** Runs until the first of: the last question is answered, someone ends it, nobody is there, time is up. */
export async function typedConversation(state: InterviewState, inbox: Inbox): Promise<EndReason> {
  Object.assign(state.progress, { phase: 'talking', step: 'The interview is running' });
  const talk = new Talk(state, inbox);
  const scope = new CancellationScope();
  const reason = await scope.run(async () => {
    try {
      return await Promise.race([talk.hold(), askedToEnd(state), silence(state, inbox, talk), timeIsUp(state), pausedForTooLong(state), tellPauses(state)]);
    } finally {
      scope.cancel();
    }
  });
  // What was begun is stored before anything is made of it.
  await condition(() => !talk.stepping);
  return reason;
}

class Talk {
  stepping = false;
  /** A coach asked for longer thinking time. */
  patience = 1;
  #steps = 0;
  readonly #state: InterviewState;
  readonly #inbox: Inbox;

  constructor(state: InterviewState, inbox: Inbox) {
    this.#state = state;
    this.#inbox = inbox;
  }

  async hold(): Promise<EndReason> {
    let { ended } = await this.#step(null);
    while (!ended) {
      await condition(() => !this.#inbox.empty && !this.#state.clock.paused);
      const notice = this.#inbox.next();
      if (notice === undefined) continue;
      if (notice.type === 'slow_down') this.patience = 2;
      const after = await this.#step(notice.id);
      this.#state.progress.coachLeads = after.coachLeads;
      ({ ended } = after);
    }
    return 'finished';
  }

  /** Not cancelled with the conversation: half a step must not be left. */
  async #step(orderId: string | null): Promise<SteppedOn> {
    const { interviewId, clockStartedAt } = this.#state.input;
    const step = ++this.#steps;
    this.stepping = true;
    try {
      return await CancellationScope.nonCancellable(() => typedStep({ interviewId, clockStartedAt, atMs: Date.now(), step, orderId }));
    } finally {
      this.stepping = false;
    }
  }
}

/** Whoever neither writes nor has the page open is reminded once, and then not waited for any longer. */
async function silence({ clock, input, notice }: InterviewState, inbox: Inbox, talk: Talk): Promise<EndReason> {
  let reminded = false;
  for (;;) {
    const seen = inbox.fromCandidate;
    if (await clock.until(() => inbox.fromCandidate !== seen, input.absenceTimeoutSeconds * 1000 * talk.patience)) {
      reminded = false;
      continue;
    }
    if (await isCandidateHere(input.interviewId)) {
      reminded = false;
      continue;
    }
    if (reminded) return inbox.fromCandidate === 0 ? 'no_show' : 'candidate_left';
    reminded = true;
    await notice('warning', `Are you still there? The interview ends if nothing is written in the next ${input.absenceTimeoutSeconds} seconds. What you wrote is kept.`);
  }
}
