/** How full a worker says it is. LiveKit asks the one with the most room left. */

/** Interviews that one worker takes at once; beyond that LiveKit asks another worker. */
export const mostInterviews = 10;

/**
 * By the number of interviews, not by the load of the machine: a busy laptop must not refuse its only interview. LiveKit's
 * server (1.13) gives no job to workers that have little room left (seen from a load of 0.7 on, whatever the threshold
 * says), so that a worker with a free place must not come near to that.
 * @returns 1 when no place is free, otherwise less than a half
 */
export const reportedLoad = (interviews: number): number => (interviews >= mostInterviews ? 1 : interviews / mostInterviews / 2);
