import { createTicket as create, ticketSeconds } from '../../live/tickets.ts';
import type { Handler } from '../../operation.ts';

export const createTicket: Handler<'createTicket'> = async (context, { caller }) => ({ ticket: await create(context, caller), expiresInSeconds: ticketSeconds });
