import { identities, roomName } from '@greenroom/contracts';
import { heartbeat, sleep } from '@temporalio/activity';
import type { Context } from '../context.ts';
import { isNotFound, unlessGone } from './not-found.ts';

/** How long an agent may take to store its last, cut-off turn after its room was closed. */
const lastTurnMs = 5_000;
const pollMs = 200;

export function roomActivities({ rooms, events, log }: Context) {
  return {
    /** LiveKit's own word: webhooks can be late, lost or out of order. */
    async isCandidatePresent(interviewId: string): Promise<boolean> {
      const participants = await rooms.listParticipants(roomName(interviewId)).catch((error: unknown) => {
        if (isNotFound(error)) return [];
        throw error;
      });
      return participants.some(({ identity }) => identity.startsWith(identities.candidate('')));
    },

    /**
     * Closes the room for everyone; an agent in it stores what was said until then and signs `ended`.
     * @param lingerMs wait first, so that the last words reach the candidate's ear
     */
    async closeRoom({ interviewId, attempt, lingerMs }: { interviewId: string; attempt: number; lingerMs: number }): Promise<void> {
      await sleep(lingerMs);
      await unlessGone(rooms.deleteRoom(roomName(interviewId)));
      const deadline = performance.now() + lastTurnMs;
      while (performance.now() < deadline) {
        const sign = await events.agentSign(interviewId).catch(() => null);
        if (sign === null || sign.phase === 'ended' || sign.attempt < attempt) return;
        heartbeat();
        await sleep(pollMs);
      }
      log.warn({ interviewId, attempt }, 'the room is closed and the interviewer has not signed off');
    },
  };
}
