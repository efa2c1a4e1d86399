/** A typed interview: there is no room and no agent. What has been said lives here, and every step is an activity. */
import type { EndReason } from '@greenroom/contracts';
import { CancellationScope, condition } from '@temporalio/workflow';
import type { TypedTalk } from '../activities/typed-talk.ts';
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
  readonly #state: InterviewState;
  readonly #inbox: Inbox;

  constructor(state: InterviewState, inbox: Inbox) {
    this.#state = state;
    this.#inbox = inbox;
  }

  async hold(): Promise<EndReason> {
    let talk = await this.#step(null, null, Date.now());
    while (!talk.engine.ended) {
      await condition(() => !this.#inbox.empty && !this.#state.clock.paused);
      const sent = this.#inbox.next();
      if (sent === undefined) continue;
      if (sent.command.type === 'slow_down') this.patience = 2;
      talk = await this.#step(talk, sent.command, Date.now());
      this.#state.progress.coachLeads = talk.coachLeads;
    }
    return 'finished';
  }

  /** Not cancelled with the conversation: half a step must not be left. */
  async #step(talk: TypedTalk | null, command: Parameters<typeof typedStep>[0]['command'], atMs: number): Promise<TypedTalk> {
    const { interviewId, clockStartedAt } = this.#state.input;
    this.stepping = true;
    try {
      return await CancellationScope.nonCancellable(() => typedStep({ interviewId, clockStartedAt, atMs, talk, command }));
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
