/** Access that ends while somebody uses it: told on a Redis channel, so that every API instance looks again at once. */
import { z } from 'zod';

export const accessEndedChannel = 'access-ended';

/**
 * Whoever holds something open (a subscription on the live socket) for this user, on this interview, asks the permission
 * table again. Null: any user, any interview. It is a nudge, and may be lost: long-lived holders also look by themselves.
 */
export const AccessEnded = z.object({ userId: z.uuid().nullable(), interviewId: z.uuid().nullable() });
export type AccessEnded = z.infer<typeof AccessEnded>;
