/** Sending an interviewer into the room, and seeing that it lives. */
import { agentHeartbeat, DispatchMetadata, identities, roomName, type AgentSign, type EndReason } from '@greenroom/contracts';
import { EventsUnavailableError } from '@greenroom/events';
import { ApplicationFailure, Context as Activity, sleep } from '@temporalio/activity';
import type { AgentDispatch } from '@livekit/protocol';
import type { Context } from '../context.ts';
import { unlessGone } from './not-found.ts';

export const agentTimes = {
  /** LiveKit assigns a job within this when a worker is there; without one it drops the dispatch silently, so it is sent again. */
  assignMs: 3_000,
  assignPollMs: 150,
  /** Without any worker for so long, nobody will come. */
  noWorkerMs: 60_000,
  /** From the assignment to the first sign of life: a cold process loads its models. */
  firstSignMs: 15_000,
  pollMs: 250,
} as const;

export interface AgentAttempt { interviewId: string; attempt: number }
export type AgentOutcome = { kind: 'ended'; reason: EndReason } | { kind: 'lost' };

export function agentActivities({ dispatches, rooms, events, agentName, log }: Context) {
  const dispatchOf = (all: readonly AgentDispatch[], attempt: number): AgentDispatch | undefined => all.find((one) => attemptOf(one) === attempt);
  const assigned = (dispatch: AgentDispatch | undefined): boolean => (dispatch?.state?.jobs.length ?? 0) > 0;
  const listDispatches = async (interviewId: string): Promise<AgentDispatch[]> => (await unlessGone(dispatches.listDispatch(roomName(interviewId)))) ?? [];
  const withdraw = (interviewId: string, dispatch: AgentDispatch) => unlessGone(dispatches.deleteDispatch(dispatch.id, roomName(interviewId)));

  /** Null also while Redis cannot be asked: LiveKit's word on the assignment is enough here. */
  const signOf = async (interviewId: string): Promise<AgentSign | null> => events.agentSign(interviewId).catch(() => null);

  async function isAssigned({ interviewId, attempt }: AgentAttempt): Promise<boolean> {
    const deadline = performance.now() + agentTimes.assignMs;
    for (;;) {
      // Looked at after the deadline as well: on a busy machine a single look may take as long.
      const last = performance.now() >= deadline;
      if (assigned(dispatchOf(await listDispatches(interviewId), attempt)) || (await signOf(interviewId))?.attempt === attempt) return true;
      if (last) return false;
      Activity.current().heartbeat();
      await sleep(agentTimes.assignPollMs);
    }
  }

  return {
    /**
     * Dispatches the agent until a worker has taken the job. Safe to repeat: a dispatch of this attempt that was taken counts.
     * @throws ApplicationFailure `NoInterviewer`, not retryable, when no worker appears
     */
    async sendAgent(sent: AgentAttempt): Promise<void> {
      const { interviewId, attempt } = sent;
      const metadata = JSON.stringify({ interviewId, attempt } satisfies DispatchMetadata);
      const giveUpAt = performance.now() + agentTimes.noWorkerMs;
      while (performance.now() < giveUpAt) {
        const earlier = dispatchOf(await listDispatches(interviewId), attempt);
        // A room that was closed meanwhile must not be made again by a dispatch.
        if (Activity.current().cancellationSignal.aborted) await Activity.current().cancelled;
        const dispatch = earlier ?? (await dispatches.createDispatch(roomName(interviewId), agentName, { metadata }));
        if (await isAssigned(sent)) {
          log.info({ interviewId, attempt }, 'an interviewer took the job');
          return;
        }
        log.warn({ interviewId, attempt }, 'no agent worker took the job, dispatching again');
        // LiveKit ends a job that was taken at the last moment when its dispatch is deleted; one that has no process yet is
        // not found, but a worker does not take the same attempt twice: never two interviewers.
        await withdraw(interviewId, dispatch);
      }
      throw ApplicationFailure.nonRetryable(`No interviewer came within ${agentTimes.noWorkerMs / 1000} s. Is the agent running?`, 'NoInterviewer');
    },

    /** Returns when the agent of this attempt says that the conversation is over, or gives no sign of life any more. */
    async watchAgent({ interviewId, attempt }: AgentAttempt): Promise<AgentOutcome> {
      const activity = Activity.current();
      let seen = (activity.info.heartbeatDetails as { seen?: boolean } | undefined)?.seen ?? false;
      let since = performance.now();
      let troubled = false;
      for (;;) {
        activity.heartbeat({ seen });
        try {
          const sign = await events.agentSign(interviewId);
          // While Redis was away nobody could give a sign: the wait begins anew.
          if (troubled) since = performance.now();
          troubled = false;
          if (sign?.attempt === attempt) {
            if (sign.phase === 'ended') return { kind: 'ended', reason: sign.reason ?? 'finished' };
            seen = true;
            since = performance.now();
          } else {
            const silentMs = performance.now() - since;
            // The key itself waits `ttlMs` before it goes. A predecessor's sign says nothing about this agent.
            const graceMs = !seen ? agentTimes.firstSignMs : sign === null ? agentTimes.pollMs : agentHeartbeat.ttlMs;
            if (silentMs >= graceMs) {
              log.warn({ interviewId, attempt, seen, silentMs }, 'the interviewer gives no sign of life');
              return { kind: 'lost' };
            }
          }
        } catch (error) {
          if (!(error instanceof EventsUnavailableError)) throw error;
          troubled = true;
        }
        await sleep(agentTimes.pollMs);
      }
    },

    /** Takes a dead (or deaf) agent out of the room, so that it cannot come back beside its successor. */
    async clearAwayAgent({ interviewId, attempt }: AgentAttempt): Promise<void> {
      await unlessGone(rooms.removeParticipant(roomName(interviewId), identities.agent(attempt)));
      for (const dispatch of await listDispatches(interviewId)) {
        if ((attemptOf(dispatch) ?? 0) <= attempt) await withdraw(interviewId, dispatch);
      }
    },
  };
}

function attemptOf(dispatch: AgentDispatch): number | undefined {
  try {
    return DispatchMetadata.parse(JSON.parse(dispatch.metadata)).attempt;
  } catch {
    return undefined;
  }
}
