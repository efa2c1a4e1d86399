/** Access was taken back, or what it was to is gone: whoever uses it at this moment is cut off, on every instance of the API. */
import { coachOf, type AccessEnded } from '@greenroom/contracts';
import { coachedNowIds, findInterview, mayCoachNow, runningWithoutGrant } from '@greenroom/database';
import type { Context } from './context.ts';
import { handBackFor } from './live/orders.ts';
import type { Logger } from './log.ts';

/**
 * A nudge to all open live sockets. While Redis is away it is lost: they also look by themselves from time to time.
 */
export async function tellAccessEnded({ events }: Pick<Context, 'events'>, ended: AccessEnded, log: Logger): Promise<void> {
  await events.tellAccessEnded(ended).catch((error: unknown) => log.warn({ error }, 'Open sockets could not be told that access has ended; they will see it by themselves'));
}

/** While the rooms cannot be reached, tried again after so long. Seconds. */
const againAfter = [2, 10, 60, 300] as const;

/**
 * After a grant was ended: no request passes any more, and what is open is closed, on the socket and in the rooms. The grant
 * is over also while LiveKit is away: then the coach is taken out as soon as it is back.
 */
export async function cutOffCoach(context: Context, { candidateId, coachId }: { candidateId: string; coachId: string }, log: Logger): Promise<void> {
  await tellAccessEnded(context, { userId: coachId, interviewId: null }, log);
  const ids = await runningWithoutGrant(context.database, candidateId, coachId);
  await Promise.all(ids.map((interviewId) => cutOff(context, interviewId, coachId, log)));
}

/** After an account was disabled or is no coach's any more: its grants stand, but nobody coaches by them now. */
export async function endCoaching(context: Context, coachId: string, log: Logger): Promise<void> {
  const ids = await coachedNowIds(context.database, coachId);
  await Promise.all(ids.map((interviewId) => cutOff(context, interviewId, coachId, log)));
}

/** Whoever led leads no longer, so that the candidate is not left in silence; and nobody is there to hear any more. */
async function cutOff(context: Context, interviewId: string, coachId: string, log: Logger): Promise<void> {
  const handBack = async (): Promise<void> => {
    const interview = await findInterview(context.database, interviewId);
    if (interview?.status === 'in_progress') await handBackFor(context, interview, coachId, 'has no access any more');
  };
  // A lead that cannot be ended now ends as any whose coach is away.
  await Promise.all([handBack().catch((error: unknown) => log.warn({ error, 'interview.id': interviewId }, 'The lead of a coach whose access has ended is handed back later')), removeFromRoom(context, interviewId, coachId, log)]);
}

async function removeFromRoom(context: Context, interviewId: string, coachId: string, log: Logger, tries = 0): Promise<void> {
  try {
    await context.rooms.removeCoach(interviewId, coachId);
  } catch (error) {
    const seconds = againAfter[tries];
    log.error({ error, 'interview.id': interviewId, 'user.id': coachId }, seconds === undefined ? 'A coach whose access has ended may still be in the room' : `A coach whose access has ended could not be taken out of the room; again in ${seconds} s`);
    if (seconds === undefined) return;
    setTimeout(() => {
      const again = async (): Promise<void> => {
        if (!(await mayCoachNow(context.database, coachId, interviewId))) await removeFromRoom(context, interviewId, coachId, log, tries + 1);
      };
      again().catch((cause: unknown) => log.error({ error: cause }, 'It could not be looked up whether a coach may be in the room'));
    }, seconds * 1_000).unref();
  }
}

/**
 * A token for the room cannot be called back while it is valid. Whoever comes in with one after the grant has ended, or as a
 * coach who is none any more, is taken out again: LiveKit tells of every arrival.
 */
export async function turnAwayUninvited({ database, rooms }: Context, interviewId: string, identity: string): Promise<boolean> {
  const coachId = coachOf(identity);
  if (coachId === undefined || (await mayCoachNow(database, coachId, interviewId))) return false;
  await rooms.removeCoach(interviewId, coachId);
  return true;
}
