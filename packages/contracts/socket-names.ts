/** The live socket's address, subprotocols and close codes: apart from the schemas, so that a page carries no zod for them. */
export const socketPath = '/live';
export const socketProtocol = 'greenroom.v1';
export const ticketProtocol = (ticket: string): string => `ticket.${ticket}`;

/** Why the server closed the socket (WebSocket close codes; 4000 and above are ours). */
export const closeCodes = {
  /** The server restarts: connect again, with `after`. */
  restarting: 1012,
  /** A message that is none of `ClientMessage`, again and again. */
  notUnderstood: 1007,
  tooLarge: 1009,
  /** No ticket, or one that is wrong, used or too old: get a new one. */
  notAuthenticated: 4401,
  /** The session or the account has ended: sign in again. */
  sessionEnded: 4403,
  /** Too many sockets of one account. */
  tooManySockets: 4409,
  /** The client reads too slowly: connect again, with `after`. */
  tooSlow: 4413,
  /** Too many messages. */
  tooManyMessages: 4429,
  /** The client answered no ping: connect again, with `after`. Mostly it is gone, and never hears it. */
  silent: 4408,
} as const;
