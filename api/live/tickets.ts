/** Tickets for the live socket: a browser cannot send a header with a WebSocket, and a token in an address would be logged. */
import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { UserRole } from '@greenroom/contracts';
import type { Caller } from '../auth/tokens.ts';
import type { Context } from '../context.ts';
import { PartUnavailableError } from '../problems.ts';

export const ticketSeconds = 30;
const TicketOwner = z.object({ userId: z.uuid(), role: UserRole, sessionId: z.uuid().optional() });

/** Redis knows a ticket by its hash: who reads the keys cannot use one. */
const keyOf = (ticket: string): string => `live-ticket:${createHash('sha256').update(ticket).digest('base64url')}`;

/** @throws PartUnavailableError while Redis is away */
export async function createTicket({ redis }: Pick<Context, 'redis'>, { userId, role, sessionId }: Caller): Promise<string> {
  const ticket = randomBytes(32).toString('base64url');
  await reached(redis.set(keyOf(ticket), JSON.stringify({ userId, role, sessionId }), { expiration: { type: 'EX', value: ticketSeconds } }));
  return ticket;
}

/** Good once. Undefined: wrong, used or too old. @throws PartUnavailableError */
export async function redeemTicket({ redis }: Pick<Context, 'redis'>, ticket: string): Promise<Caller | undefined> {
  const owner = await reached(redis.getDel(keyOf(ticket)));
  return owner === null ? undefined : TicketOwner.parse(JSON.parse(owner));
}

async function reached<T>(command: Promise<T>): Promise<T> {
  try {
    return await command;
  } catch (cause) {
    throw new PartUnavailableError('Tickets for the live socket cannot be given or read at the moment. Try again in a moment.', { cause });
  }
}
