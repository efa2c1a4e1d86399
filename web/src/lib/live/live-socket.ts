/**
 * The live socket of a page (docs/live-socket.md): one for all that the page follows and orders. It gets a ticket, connects, comes back
 * by itself after a loss where it had been, and says in words how it stands. What the server sends is our own API's and is not
 * parsed with the contract again: the schemas would weigh more than the page.
 */
import type { ClientMessage, ControlMessage, EventMessage, Problem } from '@greenroom/contracts';
import { socketProtocol, ticketProtocol } from '@greenroom/contracts/socket-names';
import { closingFor } from './connection-words.ts';
import { localProblem, OrderRefused } from './live-problem.ts';
import { PendingOrders, type Ack, type Order } from './pending-orders.ts';
import { fetchTicket, type TicketAnswer } from './ticket.ts';

export type { Ack, Order } from './pending-orders.ts';

/**
 * - `connecting`: on the way, for the first time. - `open`: all is well. - `waiting`: lost; comes back by itself.
 * - `closed`: somebody has to do what `reason` says, then `retry()`; or the page has closed it.
 */
export interface LiveState {
  readonly name: 'connecting' | 'open' | 'waiting' | 'closed';
  /** For a person; empty when there is nothing to say. */
  readonly reason: string;
}

export interface Subscription {
  /** The last `eventId` that is known: everything after it comes. `0`: from the beginning. */
  after: string;
  onEvent: (event: EventMessage) => void;
  /** It has ended for good: a grant was taken back, the interview was deleted, or it cannot be followed. */
  onEnd: (problem: Problem) => void;
}

export interface LiveSocketOptions {
  ticket?: () => Promise<TicketAnswer>;
  /** Between attempts to come back; the last one repeats. */
  waitsMs?: readonly number[];
  /** After too many messages. */
  laterMs?: number;
  /** Nothing for so long means that the connection is dead: the server pings every 20 s. */
  silenceMs?: number;
}

const defaults = {
  waitsMs: [300, 1_000, 2_000, 4_000, 8_000, 15_000],
  laterMs: 30_000,
  silenceMs: 40_000,
} as const;

export class LiveSocket {
  readonly #url: string;
  readonly #options: Required<LiveSocketOptions>;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly #orders: PendingOrders;
  readonly #watchers = new Set<(state: LiveState) => void>();
  #state: LiveState = { name: 'connecting', reason: '' };
  #socket: WebSocket | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  /** Counts attempts, so that the answer to an old one changes nothing. */
  #attempt = 0;
  readonly #soon = (): void => {
    if (this.#state.name === 'waiting' && this.#socket === undefined) void this.#connect();
  };

  /** @param url `ws(s)://…/api/v1/live`, from the page's `load` (`liveAddress()`) */
  constructor(url: string, options: LiveSocketOptions = {}) {
    this.#url = url;
    this.#options = { ticket: fetchTicket, ...defaults, ...options };
    this.#orders = new PendingOrders((message) => this.#write(message));
    globalThis.addEventListener?.('online', this.#soon);
    void this.#connect();
  }

  get state(): LiveState {
    return this.#state;
  }

  /** Tells the state now, and whenever it changes. @returns an end to it */
  watch(told: (state: LiveState) => void): () => void {
    this.#watchers.add(told);
    told(this.#state);
    return () => void this.#watchers.delete(told);
  }

  /** Follows one interview. An interview can be followed once at a time. @returns an end to it */
  subscribe(interviewId: string, { after, onEvent, onEnd }: Subscription): () => void {
    if (this.#subscriptions.has(interviewId)) throw new Error(`Interview ${interviewId} is followed already.`);
    const subscription = { after, onEvent, onEnd };
    this.#subscriptions.set(interviewId, subscription);
    if (this.#state.name === 'open') this.#follow(interviewId, subscription);
    return () => {
      if (this.#subscriptions.get(interviewId) !== subscription) return;
      this.#subscriptions.delete(interviewId);
      this.#write({ type: 'unsubscribe', id: newId(), interviewId });
    };
  }

  /**
   * Gives an order and waits for the server's word. One that a lost connection left unanswered is sent again with the same `id`,
   * and counts once.
   * @param options.patienceMs so long may it take; default 15 s, because what is ordered is about this moment
   * @throws OrderRefused with the problem
   */
  order(message: Order, options: { patienceMs?: number } = {}): Promise<Ack> {
    const { name, reason } = this.#state;
    if (name === 'closed') return Promise.reject(new OrderRefused(localProblem('Not connected', reason || 'The live connection is closed.', true), false));
    return this.#orders.add({ id: newId(), ...message }, options.patienceMs, name === 'open');
  }

  /** Connects now: for a button, after `closed` or while `waiting`. */
  retry(): void {
    if (this.#state.name === 'open' || this.#state.name === 'connecting') return;
    this.#failures = 0;
    void this.#connect();
  }

  close(): void {
    globalThis.removeEventListener?.('online', this.#soon);
    this.#subscriptions.clear();
    this.#stay('');
    this.#watchers.clear();
  }

  async #connect(): Promise<void> {
    const attempt = (this.#attempt += 1);
    clearTimeout(this.#timer);
    if (this.#state.name === 'closed') this.#show({ name: 'waiting', reason: 'Connecting.' });
    const answer = await this.#options.ticket().catch(() => ({ refused: 'for-now' as const, reason: 'This site cannot be reached. Check your connection.' }));
    if (attempt !== this.#attempt) return;
    if ('refused' in answer) return answer.refused === 'for-now' ? this.#comeBack(answer.reason) : this.#stay(answer.reason);
    const socket = new WebSocket(this.#url, [socketProtocol, ticketProtocol(answer.ticket)]);
    this.#socket = socket;
    this.#listenForSilence(socket);
    socket.onmessage = ({ data }: MessageEvent<string>) => this.#socket === socket && this.#receive(socket, data);
    socket.onclose = ({ code }) => this.#socket === socket && this.#leave(code);
  }

  #leave(code: number): void {
    this.#drop();
    const closing = closingFor(code);
    if (closing.then === 'stay') this.#stay(closing.reason);
    else this.#comeBack(closing.reason, closing.then === 'later' ? this.#options.laterMs : undefined);
  }

  #drop(): void {
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  #comeBack(reason: string, atLeastMs = 0): void {
    const { waitsMs } = this.#options;
    const wait = waitsMs[Math.min(this.#failures, waitsMs.length - 1)] ?? 0;
    this.#failures += 1;
    // Spread, so that a restarted server is not met by everyone at once.
    this.#timer = setTimeout(() => void this.#connect(), Math.max(atLeastMs, wait * (0.75 + Math.random() / 2)));
    this.#show({ name: 'waiting', reason });
  }

  #stay(reason: string): void {
    this.#attempt += 1;
    clearTimeout(this.#timer);
    this.#drop();
    this.#orders.refuseAll(localProblem('Not connected', reason || 'The page was left.', true));
    this.#show({ name: 'closed', reason });
  }

  #listenForSilence(socket: WebSocket): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket === socket && this.#leave(0), this.#options.silenceMs);
  }

  #receive(socket: WebSocket, data: string): void {
    this.#listenForSilence(socket);
    const message = JSON.parse(data) as ControlMessage | EventMessage;
    switch (message.type) {
      case 'ready':
        this.#failures = 0;
        this.#show({ name: 'open', reason: '' });
        for (const [interviewId, subscription] of this.#subscriptions) this.#follow(interviewId, subscription);
        return this.#orders.sendAgain();
      case 'ack':
        return this.#orders.taken(message);
      case 'error':
        return this.#orders.refused(message.id, message.problem);
      case 'unsubscribed':
        return this.#end(message.interviewId, message.problem);
      case 'subscribed':
        return this.#orders.forget(message.id);
      case 'ping':
        return;
      default: {
        const subscription = this.#subscriptions.get(message.interviewId);
        if (subscription === undefined) return;
        subscription.after = message.eventId;
        subscription.onEvent(message);
      }
    }
  }

  #follow(interviewId: string, subscription: Subscription): void {
    const id = newId();
    this.#orders.expect(id, (problem) => {
      if (this.#subscriptions.get(interviewId) !== subscription) return;
      if (!problem.retryable) return this.#end(interviewId, problem);
      setTimeout(() => this.#state.name === 'open' && this.#subscriptions.get(interviewId) === subscription && this.#follow(interviewId, subscription), 2_000);
    });
    this.#write({ type: 'subscribe', id, interviewId, after: subscription.after });
  }

  #end(interviewId: string, problem: Problem): void {
    const subscription = this.#subscriptions.get(interviewId);
    this.#subscriptions.delete(interviewId);
    subscription?.onEnd(problem);
  }

  /** @returns whether it is on its way */
  #write(message: ClientMessage): boolean {
    if (this.#state.name !== 'open' || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #show(state: LiveState): void {
    this.#state = state;
    for (const told of this.#watchers) told(state);
  }
}

/** Not `crypto.randomUUID`: that is there only on https and on one's own machine. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
