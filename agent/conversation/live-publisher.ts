/** Sends what happens to the Redis stream (everything) and into the room (by role, see `roomEvents`). */
import { identities, roleAttribute, roomEvents, seenBy, topics, type LiveEvent, type Viewer } from '@greenroom/contracts';
import type { Events } from '@greenroom/events';
import type { Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';

/** Events without their time, which the publisher adds. */
export type NewLiveEvent = LiveEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never;

export class LivePublisher {
  private readonly interviewId: string;
  private readonly room: Room;
  private readonly events: Pick<Events, 'publish'>;
  private readonly log: Logger;
  private readonly now: () => number;
  private streamDown = false;

  constructor(options: { interviewId: string; room: Room; events: Pick<Events, 'publish'>; log: Logger; now: () => number }) {
    this.interviewId = options.interviewId;
    this.room = options.room;
    this.events = options.events;
    this.log = options.log;
    this.now = options.now;
  }

  publish(event: NewLiveEvent): void {
    const complete = { ...event, at: this.now() } as LiveEvent;
    this.events.publish(this.interviewId, complete).then(
      () => (this.streamDown = false),
      (error: unknown) => {
        if (!this.streamDown) this.log.warn({ err: error }, 'live events do not reach Redis; the room still gets them');
        this.streamDown = true;
      },
    );
    this.toRoom(complete);
  }

  /** For those in the room alone: whoever else listens has it already. */
  publishInRoom(event: NewLiveEvent): void {
    this.toRoom({ ...event, at: this.now() } as LiveEvent);
  }

  private toRoom(event: LiveEvent): void {
    this.send('candidate', topics.live, event);
    this.send('coach', topics.coach, event);
  }

  private send(role: Viewer, topic: string, whole: LiveEvent): void {
    const event = (roomEvents[role] as readonly string[]).includes(whole.type) ? seenBy(role, whole) : undefined;
    if (event === undefined) return;
    const to = [...this.room.remoteParticipants.values()].filter((participant) => participant.attributes[roleAttribute] === role).map((participant) => participant.identity);
    const local = this.room.localParticipant;
    if (to.length === 0 || local === undefined) return;
    local
      .publishData(new TextEncoder().encode(JSON.stringify(event)), { reliable: true, topic, destination_identities: to })
      .catch((error: unknown) => this.log.warn({ err: error, type: event.type }, 'an event did not reach the room'));
  }
}

/** True for the participant who is interviewed. */
export const isCandidate = (participant: { attributes: Record<string, string>; identity: string }): boolean =>
  participant.attributes[roleAttribute] === 'candidate' || participant.identity.startsWith(identities.candidate(''));
