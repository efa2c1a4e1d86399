/** A client of the live socket for tests: it checks every message against the contract and remembers all of them. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { apiPrefix, ServerMessage, socketPath, socketProtocol, ticketProtocol, type ClientMessage, type ControlMessage, type EventMessage } from '@greenroom/contracts';
import { WebSocket, type ClientOptions } from 'ws';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> & { id?: string } : never;
export type EventOf<T extends EventMessage['type']> = Extract<EventMessage, { type: T }>;

const controlTypes = ['ready', 'subscribed', 'unsubscribed', 'ack', 'error', 'ping'] as const;
const isEvent = (message: ServerMessage): message is EventMessage => !(controlTypes as readonly string[]).includes(message.type);

export interface LiveClient {
  ws: WebSocket;
  messages: ServerMessage[];
  events: EventMessage[];
  /** The close code, once it is closed. */
  closed: Promise<number>;
  send(message: WithoutId<ClientMessage>): string;
  /** Sends and waits for `ack`, `subscribed` or `error`. */
  ask(message: WithoutId<ClientMessage>): Promise<Extract<ControlMessage, { type: 'ack' | 'error' | 'subscribed' }>>;
  /** The nth event (from 0) that fits, as soon as it has come. */
  event<T extends EventMessage['type']>(type: T, fits?: (event: EventOf<T>) => boolean, seconds?: number): Promise<EventOf<T>>;
  close(): Promise<void>;
}

export const liveAddress = (apiUrl: string): string => `${apiUrl.replace(/^http/, 'ws').replace(new RegExp(`${apiPrefix}$`), '')}${apiPrefix}${socketPath}`;

export async function ticketOf(api: { call(method: string, path: string, options: { token: string }): Promise<{ body: unknown }> }, token: string): Promise<string> {
  return ((await api.call('POST', '/live/ticket', { token })).body as { ticket: string }).ticket;
}

/** @param ticket offered as a subprotocol; without one the caller authenticates by message */
export async function openLive(apiUrl: string, ticket?: string, options: ClientOptions = {}): Promise<LiveClient> {
  const ws = new WebSocket(liveAddress(apiUrl), [socketProtocol, ...(ticket === undefined ? [] : [ticketProtocol(ticket)])], options);
  const messages: ServerMessage[] = [];
  const events: EventMessage[] = [];
  ws.on('message', (data) => {
    const message = ServerMessage.parse(JSON.parse(String(data as Buffer)));
    messages.push(message);
    if (isEvent(message)) events.push(message);
  });
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('error', reject);
  });
  ws.on('error', () => undefined);

  async function find<T>(look: () => T | undefined, what: string, seconds: number): Promise<T> {
    const until = performance.now() + seconds * 1000;
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (performance.now() > until || ws.readyState === ws.CLOSED) throw new Error(`${what} did not come. Came: ${messages.map((message) => message.type).join(', ')}`);
      await pause(10);
    }
  }
  const client: LiveClient = {
    ws, messages, events, closed,
    send(message) {
      const id = message.id ?? randomUUID();
      ws.send(JSON.stringify({ id, ...message }));
      return id;
    },
    async ask(message) {
      const id = client.send(message);
      return find(() => messages.find((each): each is Extract<ControlMessage, { type: 'ack' | 'error' | 'subscribed' }> => (each.type === 'ack' || each.type === 'error' || each.type === 'subscribed') && each.id === id), `the answer to ${message.type}`, 15);
    },
    event(type, fits = () => true, seconds = 20) {
      return find(() => events.find((event): event is EventOf<typeof type> => event.type === type && fits(event as EventOf<typeof type>)), type, seconds);
    },
    async close() {
      ws.close();
      await closed;
    },
  };
  if (ticket !== undefined) await find(() => messages.find(({ type }) => type === 'ready') ?? (ws.readyState === ws.CLOSED ? true : undefined), 'ready', 5);
  return client;
}
