/**
 * A stand-in for the API's live socket that speaks its contract: every message is parsed, every event is cut to what its viewer may
 * see, a stream can be resumed. What happens in an interview is published by whoever checks something.
 */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiPrefix, ClientMessage, closeCodes, LiveEvent, Problem, seenBy, ServerMessage, socketPath, socketProtocol, type Viewer } from '@greenroom/contracts';
import { WebSocketServer, type WebSocket } from 'ws';

export type OrderMessage = Exclude<ClientMessage, { type: 'authenticate' | 'subscribe' | 'unsubscribe' }>;

export interface FixtureSocket {
  /** Happens now, for everyone who follows the interview and may see it. */
  publish(interviewId: string, ...events: LiveEvent[]): void;
  /** What was ordered, each once, in order. */
  readonly orders: OrderMessage[];
  /** Called for every order that is taken on, before its `ack`. */
  onOrder(told: (order: OrderMessage) => void): void;
  /** From now on orders of this type are refused with this; undefined: taken on again. */
  refuse(type: OrderMessage['type'], detail: string | undefined): void;
  /** From now on orders are not answered; they count all the same. */
  answerNothing(silent: boolean): void;
  /** Every subscription to it ends, as when a grant is taken back. */
  endGrant(interviewId: string): void;
  /** Closes every socket; undefined: cuts them off without a word. */
  closeAll(code: number | undefined): void;
  /** From now on no socket is let in. */
  refuseSockets(code: number | undefined): void;
  /** What `after` the subscriptions named so far. */
  readonly afters: string[];
  readonly open: number;
  /** Forgets all that happened, and every refusal. */
  reset(): void;
  close(): void;
}

const ticketForm = /^ticket\.(candidate|coach)-\d+$/;
let tickets = 0;
/** Good for one socket, as the role that it names. */
export const fixtureTicket = (viewer: Viewer): string => `${viewer}-${(tickets += 1)}`;

export function attachFixtureSocket(server: Server): FixtureSocket {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => socketProtocol });
  const streams = new Map<string, LiveEvent[]>();
  const followers = new Map<WebSocket, { viewer: Viewer; interviews: Set<string> }>();
  const used = new Set<string>();
  const orders: OrderMessage[] = [];
  const afters: string[] = [];
  const refusals = new Map<string, string>();
  const listeners: ((order: OrderMessage) => void)[] = [];
  let silent = false;
  let closedWith: number | undefined;

  const send = (socket: WebSocket, message: ServerMessage): void => socket.send(JSON.stringify(ServerMessage.parse(message)));
  const problem = (status: number, detail: string, type = 'about:blank') => Problem.parse({ type, title: 'This cannot be done', status, detail, retryable: status >= 500 });

  function tell(socket: WebSocket, interviewId: string, event: LiveEvent, number: number): void {
    const seen = seenBy(followers.get(socket)?.viewer ?? 'candidate', event);
    if (seen !== undefined) send(socket, { ...seen, interviewId, eventId: `${number}-0` });
  }

  function receive(socket: WebSocket, message: ClientMessage): void {
    const following = followers.get(socket);
    switch (message.type) {
      case 'authenticate':
        return send(socket, { type: 'ack', id: message.id });
      case 'unsubscribe':
        following?.interviews.delete(message.interviewId);
        return send(socket, { type: 'ack', id: message.id });
      case 'subscribe': {
        const { id, interviewId, after } = message;
        const refusal = refusals.get('subscribe');
        if (refusal !== undefined) return send(socket, { type: 'error', id, problem: problem(404, refusal) });
        afters.push(after ?? '');
        following?.interviews.add(interviewId);
        send(socket, { type: 'subscribed', id, interviewId, viewer: following?.viewer ?? 'candidate' });
        const stream = streams.get(interviewId) ?? [];
        const from = after === undefined ? stream.length : Number.parseInt(after, 10);
        return stream.forEach((event, i) => i >= from && tell(socket, interviewId, event, i + 1));
      }
      default: {
        const refusal = refusals.get(message.type);
        if (refusal !== undefined) return send(socket, { type: 'error', id: message.id, problem: problem(409, refusal) });
        if (!orders.some(({ id }) => id === message.id)) {
          orders.push(message);
          for (const told of listeners) told(message);
        }
        if (!silent) send(socket, { type: 'ack', id: message.id });
      }
    }
  }

  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/).find((each) => ticketForm.test(each)) ?? '';
    if (closedWith !== undefined) return socket.close(closedWith);
    if (offered === '' || used.has(offered)) return socket.close(closeCodes.notAuthenticated);
    used.add(offered);
    followers.set(socket, { viewer: ticketForm.exec(offered)?.[1] as Viewer, interviews: new Set() });
    socket.on('close', () => followers.delete(socket));
    socket.on('message', (data) => receive(socket, ClientMessage.parse(JSON.parse(String(data)))));
    send(socket, { type: 'ready', pingEverySeconds: 20 });
  });

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    if (request.url !== apiPrefix + socketPath) return stream.destroy();
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  });

  return {
    orders,
    afters,
    get open() {
      return followers.size;
    },
    publish(interviewId, ...events) {
      const stream = streams.get(interviewId) ?? [];
      streams.set(interviewId, stream);
      for (const event of events) {
        stream.push(LiveEvent.parse(event));
        for (const [socket, { interviews }] of followers) if (interviews.has(interviewId)) tell(socket, interviewId, event, stream.length);
      }
    },
    onOrder: (told) => void listeners.push(told),
    refuse: (type, detail) => void (detail === undefined ? refusals.delete(type) : refusals.set(type, detail)),
    answerNothing: (now) => void (silent = now),
    endGrant(interviewId) {
      refusals.set('subscribe', 'There is no interview with this address, or it belongs to someone else.');
      for (const [socket, { interviews }] of followers) {
        if (interviews.delete(interviewId)) send(socket, { type: 'unsubscribed', interviewId, problem: problem(404, 'There is no interview with this address, or it belongs to someone else.') });
      }
    },
    closeAll(code) {
      for (const socket of followers.keys()) if (code === undefined) socket.terminate();
        else socket.close(code);
    },
    refuseSockets: (code) => void (closedWith = code),
    reset() {
      streams.clear();
      refusals.clear();
      listeners.length = orders.length = afters.length = 0;
      silent = false;
      closedWith = undefined;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
