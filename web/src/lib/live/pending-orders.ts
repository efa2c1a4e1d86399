/** Orders on their way: each is answered once, and sent again as it is when the connection was lost before the answer came. */
import type { ClientMessage, ControlMessage, Problem } from '@greenroom/contracts';
import { localProblem, OrderRefused } from './live-problem.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> & { id?: string } : never;
export type OrderMessage = Exclude<ClientMessage, { type: 'authenticate' | 'subscribe' | 'unsubscribe' }>;
/** With an `id` of one's own, an order that was not answered can be given again, and counts once. */
export type Order = WithoutId<OrderMessage>;
export type Ack = Extract<ControlMessage, { type: 'ack' }>;

interface Pending {
  message: OrderMessage;
  sent: boolean;
  settle: (answer: Ack | OrderRefused) => void;
}

const defaultPatienceMs = 15_000;
/** The first of two of the same is still being carried out: ask again then. */
const underWayMs = 1_000;

export class PendingOrders {
  readonly #write: (message: ClientMessage) => boolean;
  readonly #pending = new Map<string, Pending>();
  readonly #expected = new Map<string, (problem: Problem) => void>();

  constructor(write: (message: ClientMessage) => boolean) {
    this.#write = write;
  }

  add(message: OrderMessage, patienceMs = defaultPatienceMs, now = true): Promise<Ack> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => pending.settle(new OrderRefused(outOfPatience(pending.sent), pending.sent)), patienceMs);
      const pending: Pending = {
        message,
        sent: false,
        settle: (answer) => {
          clearTimeout(timer);
          if (this.#pending.get(message.id) === pending) this.#pending.delete(message.id);
          if (answer instanceof OrderRefused) reject(answer);
          else resolve(answer);
        },
      };
      this.#pending.set(message.id, pending);
      if (now) this.#send(pending);
    });
  }

  /** What the server says against a message that is no order. */
  expect(id: string, refused: (problem: Problem) => void): void {
    this.#expected.set(id, refused);
  }

  forget(id: string): void {
    this.#expected.delete(id);
  }

  /** On a new connection. */
  sendAgain(): void {
    for (const pending of this.#pending.values()) this.#send(pending);
  }

  taken(ack: Ack): void {
    this.#pending.get(ack.id)?.settle(ack);
  }

  refused(id: string | null, problem: Problem): void {
    if (id === null) return;
    const expected = this.#expected.get(id);
    this.#expected.delete(id);
    expected?.(problem);
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    if (!problem.type.endsWith('/idempotency-under-way')) return pending.settle(new OrderRefused(problem, true));
    setTimeout(() => this.#pending.get(id) === pending && this.#send(pending), underWayMs);
  }

  refuseAll(problem: Problem): void {
    this.#expected.clear();
    for (const pending of [...this.#pending.values()]) pending.settle(new OrderRefused(problem, pending.sent));
  }

  #send(pending: Pending): void {
    if (this.#write(pending.message)) pending.sent = true;
  }
}

function outOfPatience(sent: boolean): Problem {
  return sent
    ? localProblem('No answer came', 'The interview service has not answered, and may have taken it on. Look whether it happened before you send it again.', true, 504)
    : localProblem('Not sent', 'There is no live connection just now, so nothing was sent. Send it again when the page is connected.', true);
}
