/** `/api/v1/live` on the API's HTTP server: the handshake, and what concerns all sockets of this instance. */
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiPrefix, socketPath, socketProtocol } from '@greenroom/contracts';
import { WebSocketServer } from 'ws';
import type { Context } from '../context.ts';
import { socketLimits } from './limits.ts';
import { originOf } from './message-scope.ts';
import { LiveSocket } from './socket.ts';

/** How often sockets are looked after: pings, presence, access. */
const tickMs = 2_000;
/** How often it is looked for listeners that have gone without a word. */
const lookEveryMs = 4_000;
const ticketForm = /^ticket\.([\w-]{1,200})$/;

/** @param addressOf where a handshake comes from, behind the trusted proxies */
export function serveLive(server: Server, context: Context, addressOf: (request: IncomingMessage) => string): void {
  const { events, goodbyes, http, log, metrics } = context;
  /** Each with the address that it came from. */
  const sockets = new Map<LiveSocket, string>();
  const requestIds = new WeakMap<IncomingMessage, string>();
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: socketLimits.messageBytes,
    // A ticket that is offered as a protocol is not told back.
    handleProtocols: (offered) => (offered.has(socketProtocol) ? socketProtocol : false),
  });

  wss.on('headers', (headers, request) => headers.push(`X-Request-Id: ${requestIds.get(request) ?? ''}`));

  /** The addresses of those who have not shown who they are. */
  const strangers = (): string[] => [...sockets].flatMap(([{ caller }, address]) => (caller === undefined ? [address] : []));
  const ofAccount = (userId: string): number => [...sockets.keys()].filter(({ caller }) => caller?.userId === userId).length;

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    // Not `new URL`: it throws on what a caller may send, and nobody would catch it here.
    const [pathname] = (request.url ?? '').split('?');
    if (pathname !== apiPrefix + socketPath) return refuse(socket, 404);
    if (!originAllowed(request, http.corsOrigins)) return refuse(socket, 403);
    const address = addressOf(request);
    const unknown = strangers();
    if (unknown.filter((each) => each === address).length >= socketLimits.strangersPerAddress) {
      metrics.rateLimited.inc({ policy: 'live-strangers' });
      return refuse(socket, 429);
    }
    if (unknown.length >= socketLimits.strangers) return refuse(socket, 503);
    const origin = originOf(request);
    requestIds.set(request, origin.requestId);
    wss.handleUpgrade(request, socket, head, (ws) => {
      const own = log.child({ 'http.request.id': origin.requestId, 'url.path': pathname });
      const live = new LiveSocket(context, ws, { log: own, origin, admit: (_, { userId }) => ofAccount(userId) < context.socketsPerAccount });
      const since = process.hrtime.bigint();
      sockets.set(live, address);
      metrics.liveSockets.inc();
      ws.on('close', (code) => {
        sockets.delete(live);
        metrics.liveSockets.dec();
        own.info({ 'websocket.close_code': code, 'event.duration': Number(process.hrtime.bigint() - since), ...(live.caller === undefined ? {} : { 'user.id': live.caller.userId }) }, 'Live socket closed');
      });
      const ticket = ticketIn(request);
      if (ticket !== undefined) live.authenticate(ticket);
    });
  });

  events.onAccessEnded(({ userId, interviewId }) => {
    for (const socket of sockets.keys()) {
      if ((userId === null || socket.caller?.userId === userId) && (interviewId === null || socket.watches(interviewId))) socket.lookAgain();
    }
  });
  let nextLookMs = 0;
  const ticking = setInterval(() => {
    const now = performance.now();
    for (const socket of sockets.keys()) socket.tick(now);
    if (now >= nextLookMs) {
      nextLookMs = now + lookEveryMs;
      void context.listeners.look();
    }
  }, tickMs);
  ticking.unref();

  const goodbye = (): void => {
    clearInterval(ticking);
    goodbyes.delete(goodbye);
    for (const socket of sockets.keys()) socket.close('restarting', 'This server restarts. Come back with the last eventId.');
    setTimeout(() => {
      for (const client of wss.clients) client.terminate();
    }, socketLimits.farewellMs).unref();
  };
  goodbyes.add(goodbye);
  server.on('close', goodbye);
}

/** A browser says which site its script is from; other clients say nothing. */
function originAllowed({ headers }: IncomingMessage, allowed: readonly string[]): boolean {
  const { host, origin } = headers;
  if (origin === undefined) return true;
  return allowed.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host);
}

function ticketIn({ headers }: IncomingMessage): string | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  return offered.map((each) => ticketForm.exec(each)?.[1]).find((ticket) => ticket !== undefined);
}

function refuse(socket: Duplex, status: 403 | 404 | 429 | 503): void {
  // Strangers are gone by then.
  const later = status === 429 || status === 503 ? `Retry-After: ${socketLimits.authenticateWithinMs / 1000}\r\n` : '';
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\n${later}Content-Length: 0\r\n\r\n`);
}
