/**
 * One interviewer for each attempt. On a machine that is very busy the workflow may not see in time that a job was taken, and
 * sends it again, while the first one waits for its process still: the framework does not find that one to end it, and both
 * would come, each sending the other away and telling the candidate that it had lost them.
 */
import type { DispatchMetadata } from '@greenroom/contracts';

/** So long a job that was taken may be on its way: a cold process loads its models. */
const onItsWayMs = 10_000;

export class TakenJobs {
  /** By interview: the attempt that was taken last, and when. */
  private readonly taken = new Map<string, { attempt: number; atMs: number }>();

  /** @returns false when this attempt was taken a moment ago, and must not be taken again */
  take({ interviewId, attempt }: DispatchMetadata, nowMs: number): boolean {
    for (const [id, { atMs }] of this.taken) if (nowMs - atMs >= onItsWayMs) this.taken.delete(id);
    if (this.taken.get(interviewId)?.attempt === attempt) return false;
    this.taken.set(interviewId, { attempt, atMs: nowMs });
    return true;
  }
}
