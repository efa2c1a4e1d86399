/** What the workflow has to say, on the interview's stream and into the room while there is one. */
import { roomEvents, roomName, topics, type LiveEvent } from '@greenroom/contracts';
import { DataPacket_Kind } from '@livekit/protocol';
import type { Context } from '../context.ts';

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;
export interface Announcement {
  interviewId: string;
  /** Epoch milliseconds of the interview's clock zero. */
  clockStartedAt: number;
  /** False once the room is closed: LiveKit takes seconds to say that nobody is there. */
  intoRoom: boolean;
  event: WithoutTime<LiveEvent>;
}

export function announceActivities({ events, rooms, log }: Context) {
  return {
    async announce({ interviewId, clockStartedAt, intoRoom, event }: Announcement): Promise<void> {
      const timed = { ...event, at: Math.round(Date.now() - clockStartedAt) / 1000 } as LiveEvent;
      await events.publish(interviewId, timed);
      if (!intoRoom || !(roomEvents.candidate as readonly string[]).includes(timed.type)) return;
      // The stream has it by now: failing here would repeat it there.
      await rooms.sendData(roomName(interviewId), new TextEncoder().encode(JSON.stringify(timed)), DataPacket_Kind.RELIABLE, { topic: topics.live })
        .catch((error: unknown) => log.warn({ err: error, interviewId, type: timed.type }, 'the room could not be told'));
    },
  };
}
