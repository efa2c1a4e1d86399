/** A typed interview: there is no room and no agent. What comes when is decided here; every step is an activity. */
import type { EndReason } from '@greenroom/contracts';
import { CancellationScope, condition, patched } from '@temporalio/workflow';
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

/**
 * What was accepted before the end and not reached, because another step ran or the interview was paused: it is stored and not
 * replied to. Called when the interview's status tells the API to accept no more.
 */
export async function keepWhatWaits({ input: { interviewId, clockStartedAt } }: InterviewState, inbox: Inbox): Promise<void> {
  // Histories from before this was done are replayed without it.
  if (inbox.empty || !patched('keep-what-waits')) return;
  for (let notice = inbox.next(); notice !== undefined; notice = inbox.next()) {
    if (notice.type === 'answer' || notice.type === 'say') await typedStep({ interviewId, clockStartedAt, atMs: Date.now(), orderId: notice.id, onlyKeep: true });
  }
}

class Talk {
  stepping = false;
  /** A coach gave longer thinking time: who neither writes nor is there is waited for twice as long. */
  patience = 1;
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
      if (notice.thinkingTime !== undefined) this.patience = notice.thinkingTime === 'long' ? 2 : 1;
      // Before the step tells it: whoever hears that a coach leads may speak as one who does.
      if (notice.type === 'take_over') this.#state.progress.coachLeads = true;
      ({ ended } = await this.#step(notice.id, notice.byCandidate));
    }
    return 'finished';
  }

  /** Not cancelled with the conversation: half a step must not be left. */
  async #step(orderId: string | null, byCandidate = false): Promise<SteppedOn> {
    const { interviewId, clockStartedAt } = this.#state.input;
    this.stepping = true;
    try {
      const after = await CancellationScope.nonCancellable(() => typedStep({ interviewId, clockStartedAt, atMs: Date.now(), orderId, onlyKeep: false, byCandidate }));
      this.#state.progress.coachLeads = after.coachLeads;
      return after;
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
