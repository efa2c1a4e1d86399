/** From the first dispatch to the end of the talk, over the death of interviewers. */
import type { EndReason } from '@greenroom/contracts';
import { ApplicationFailure, ActivityFailure, CancellationScope, condition } from '@temporalio/workflow';
import { clearAwayAgent, sendAgent, watchAgent } from './activities.ts';
import type { InterviewState } from './interview-state.ts';
import { interviewerLost } from './notices.ts';
import { pausedForTooLong, tellPauses } from './pauses.ts';
import type { Presence } from './presence.ts';

/** Agents that may be lost within one interview; then something is wrong that another one would not mend. */
const mostAttempts = 5;

/** Runs until the first of: the agent says so, someone ends it, nobody is there, time is up. */
export async function conversation(state: InterviewState, presence: Presence): Promise<EndReason> {
  const scope = new CancellationScope();
  return scope.run(async () => {
    try {
      return await Promise.race([interviewers(state), askedToEnd(state), presence.absence(), timeIsUp(state), pausedForTooLong(state), tellPauses(state)]);
    } finally {
      scope.cancel();
    }
  });
}

async function interviewers(state: InterviewState): Promise<EndReason> {
  const { interviewId } = state.input;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    state.progress.agentAttempts = attempt;
    if (!(await someoneCame(interviewId, attempt))) return 'agent_lost';
    const outcome = await watchAgent({ interviewId, attempt });
    if (outcome.kind === 'ended') return outcome.reason;
    if (attempt < mostAttempts) await tellOfLoss(state);
    await clearAwayAgent({ interviewId, attempt });
  }
  return 'agent_lost';
}

async function someoneCame(interviewId: string, attempt: number): Promise<boolean> {
  try {
    await sendAgent({ interviewId, attempt });
    return true;
  } catch (error) {
    if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) return false;
    throw error;
  }
}

async function tellOfLoss(state: InterviewState): Promise<void> {
  await Promise.all([
    state.announce({ type: 'agent:state', state: 'reconnecting' }),
    state.notice('warning', interviewerLost),
  ]);
}

export async function askedToEnd(state: InterviewState): Promise<EndReason> {
  await condition(() => state.endRequested !== null);
  return state.endRequested ?? 'candidate_ended';
}

export async function timeIsUp({ clock, input }: InterviewState): Promise<EndReason> {
  await clock.until(() => false, input.clockStartedAt + input.maxDurationSeconds * 1000 - Date.now());
  return 'time_out';
}
