/** Access was taken back, or what it was to is gone: whoever uses it at this moment is cut off, on every instance of the API. */
import type { AccessEnded } from '@greenroom/contracts';
import { isGranted, runningWithoutGrant } from '@greenroom/database';
import type { Context } from './context.ts';
import type { Logger } from './log.ts';

/**
 * A nudge to all open live sockets. While Redis is away it is lost: they also look by themselves from time to time.
 */
export async function tellAccessEnded({ events }: Pick<Context, 'events'>, ended: AccessEnded, log: Logger): Promise<void> {
  await events.tellAccessEnded(ended).catch((error: unknown) => log.warn({ error }, 'Open sockets could not be told that access has ended; they will see it by themselves'));
}

/** After a grant was ended: no request passes any more, and what is open is closed, on the socket and in the rooms. */
export async function cutOffCoach(context: Context, { candidateId, coachId }: { candidateId: string; coachId: string }, log: Logger): Promise<void> {
  await tellAccessEnded(context, { userId: coachId, interviewId: null }, log);
  const rooms = await runningWithoutGrant(context.database, candidateId, coachId);
  await Promise.all(rooms.map((interviewId) => context.rooms.removeCoach(interviewId, coachId)));
}

/**
 * A token for the room cannot be called back while it is valid. Whoever comes in with one after the grant has ended is taken
 * out again: LiveKit tells of every arrival.
 */
export async function turnAwayUninvited({ database, rooms }: Context, interviewId: string, identity: string): Promise<boolean> {
  const coachId = /^coach-([0-9a-f-]{36})$/.exec(identity)?.[1];
  if (coachId === undefined || (await isGranted(database, coachId, interviewId))) return false;
  await rooms.removeCoach(interviewId, coachId);
  return true;
}
