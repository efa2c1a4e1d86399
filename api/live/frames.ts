/** An event as bytes for the wire: made once for all sockets that see it in the same way. */
import { seenBy, type Viewer } from '@greenroom/contracts';
import type { Followed } from '@greenroom/events';

const made = new WeakMap<Followed, Partial<Record<Viewer, Buffer | null>>>();

/** Null: this viewer does not see it. */
export function frameOf(followed: Followed, interviewId: string, viewer: Viewer): Buffer | null {
  let frames = made.get(followed);
  if (frames === undefined) made.set(followed, (frames = {}));
  let frame = frames[viewer];
  if (frame === undefined) {
    const event = seenBy(viewer, followed.event);
    frame = event === undefined ? null : Buffer.from(JSON.stringify({ ...event, interviewId, eventId: followed.id }));
    frames[viewer] = frame;
  }
  return frame;
}
