/** What one socket may ask of us. */
export const socketLimits = {
  /** Bytes of one message: a typed answer of 8,000 characters fits in any script. */
  messageBytes: 64 * 1024,
  subscriptions: 20,
  /** Messages a second that may go on for ever, and how many may come at once. */
  messagesPerSecond: 10,
  messagesAtOnce: 40,
  /** Messages that are refused before the socket is closed. */
  refusalsBeforeClose: 20,
  /** Messages that are none, before the socket is closed. */
  misunderstandingsBeforeClose: 10,
  /** Without a ticket. */
  authenticateWithinMs: 5_000,
  /** Sockets of an instance that have shown no ticket yet, or whose ticket was not good and who have not gone yet. */
  strangers: 500,
  /** Those of them from one address (one IPv6 network): nobody fills the instance alone. */
  strangersPerAddress: 20,
  /** Bytes that wait for a slow reader; the rest waits in Redis. */
  waitingBytes: 512 * 1024,
  /** So long may that stay so; then the socket is closed, and may come back with `after`. */
  slowPatienceMs: 10_000,
  pingEveryMs: 20_000,
  /** A client that does not answer to the end is cut off after it. */
  farewellMs: 3_000,
  /** Sessions, accounts and grants are looked at again this often, besides when something tells that they ended. */
  lookAgainEveryMs: 30_000,
} as const;

/** A bucket of tokens: so many at once, so many a second. */
export class MessageRate {
  private left: number;
  private lastMs = performance.now();
  private readonly perSecond: number;
  private readonly atOnce: number;

  constructor(perSecond: number, atOnce: number) {
    this.perSecond = perSecond;
    this.atOnce = atOnce;
    this.left = atOnce;
  }

  take(nowMs = performance.now()): boolean {
    this.left = Math.min(this.atOnce, this.left + ((nowMs - this.lastMs) / 1000) * this.perSecond);
    this.lastMs = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
