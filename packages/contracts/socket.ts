/**
 * The live socket, `/api/v1/live`: one union per direction, JSON text frames. `docs/live-socket.md` tells how to use it.
 *
 * A client proves who it is with a ticket from `POST /live/ticket`: as the subprotocol `ticket.<ticket>` beside
 * `greenroom.v1`, or in a first message `authenticate`. Every other message carries an `id` of the client's own choice, and
 * gets one `ack` or one `error` with it. Sent again with the same `id` (after a lost connection), a command counts once.
 */
import { z } from 'zod';
import { longestCoachLine, longestTypedAnswer, skipped } from './command.ts';
import { ThinkingTime } from './interview.ts';
import { LiveEvent } from './live.ts';
import { Problem } from './rest/operation.ts';
import { StartedInterview } from './rest/interviews.ts';

export * from './socket-names.ts';

/** Redis refuses larger ones: 64 bits. */
const largestIdPart = 2n ** 64n - 1n;
/** Id of an event in its interview's stream. */
export const EventId = z
  .string()
  .regex(/^\d{1,20}(-\d{1,20})?$/, { error: 'expected the eventId of an event that you got', abort: true })
  .refine((text) => text.split('-').every((part) => BigInt(part) <= largestIdPart), 'expected the eventId of an event that you got');

const id = { id: z.string().regex(/^[\w-]{1,64}$/, 'expected 1 to 64 letters, digits, "-" or "_"') };
const about = { ...id, interviewId: z.uuid() };
const line = z.string().trim().min(1).max(longestCoachLine);

export const ClientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('authenticate'), ...id, ticket: z.string().min(1).max(200) }),
  /** `after`: the last `eventId` seen; everything after it follows. `0`: from the beginning. Left out: only what is new. */
  z.object({ type: z.literal('subscribe'), ...about, after: EventId.optional() }),
  z.object({ type: z.literal('unsubscribe'), ...about }),
  z.object({ type: z.literal('interview:start'), ...about }),
  z.object({ type: z.literal('interview:answer'), ...about, text: z.string().trim().min(1).max(longestTypedAnswer) }),
  z.object({ type: z.literal('interview:pause'), ...about }),
  z.object({ type: z.literal('interview:resume'), ...about }),
  z.object({ type: z.literal('interview:repeat'), ...about }),
  z.object({ type: z.literal('interview:think'), ...about }),
  z.object({ type: z.literal('interview:skip'), ...about, ...skipped }),
  z.object({ type: z.literal('interview:complete'), ...about }),
  z.object({ type: z.literal('coach:ask_next'), ...about, text: line }),
  z.object({ type: z.literal('coach:follow_up'), ...about }),
  z.object({ type: z.literal('coach:skip'), ...about, ...skipped }),
  z.object({ type: z.literal('coach:extend'), ...about, seconds: z.number().int().min(10).max(900) }),
  z.object({ type: z.literal('coach:thinking_time'), ...about, value: ThinkingTime }),
  z.object({ type: z.literal('coach:whisper'), ...about, text: line }),
  z.object({ type: z.literal('coach:take_over'), ...about }),
  /** In a typed interview, while the coach leads. */
  z.object({ type: z.literal('coach:say'), ...about, text: line }),
  z.object({ type: z.literal('coach:hand_back'), ...about }),
  /** Pinned to a moment on the interview's clock. */
  z.object({ type: z.literal('coach:note'), ...about, atSeconds: z.number().min(0).max(24 * 3600), text: z.string().trim().min(1).max(4_000) }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

/** An event of a subscribed interview, as its viewer may see it. `eventId` is what `after` takes. */
export const EventMessage = LiveEvent.and(z.object({ interviewId: z.uuid(), eventId: z.string() }));
export type EventMessage = z.infer<typeof EventMessage>;

export const ControlMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), /** The account's sockets are looked at again, and kept alive, with this rhythm. */ pingEverySeconds: z.number() }),
  /** Events follow: first those after `after`, then as they happen. */
  z.object({ type: z.literal('subscribed'), id: z.string(), interviewId: z.uuid(), viewer: z.enum(['candidate', 'coach']) }),
  /** The subscription has ended: a grant was taken back, or the interview is deleted. */
  z.object({ type: z.literal('unsubscribed'), interviewId: z.uuid(), problem: Problem }),
  /** Taken on. `access`: the answer to `interview:start`. */
  z.object({ type: z.literal('ack'), id: z.string(), access: StartedInterview.optional() }),
  /** `id` is null when the message was too broken to have one. */
  z.object({ type: z.literal('error'), id: z.string().nullable(), problem: Problem }),
  /** Nothing to answer: it shows that the connection lives. */
  z.object({ type: z.literal('ping'), /** Epoch milliseconds. */ sentAt: z.number() }),
]);
export type ControlMessage = z.infer<typeof ControlMessage>;

export const ServerMessage = z.union([ControlMessage, EventMessage]);
export type ServerMessage = z.infer<typeof ServerMessage>;
