/** `/api/v1/live` on the API's HTTP server: the handshake, and what concerns all sockets of this instance. */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiPrefix, socketPath, socketProtocol } from '@greenroom/contracts';
import { WebSocketServer } from 'ws';
import type { Context } from '../context.ts';
import { socketLimits } from './limits.ts';
import { LiveSocket } from './socket.ts';

/** How often sockets are looked after: pings, presence, access. */
const tickMs = 2_000;
/** A client that does not answer to the end is cut off. */
const farewellMs = 3_000;
const ticketForm = /^ticket\.([\w-]{1,200})$/;

export function serveLive(server: Server, context: Context): void {
  const { events, goodbyes, http, log, metrics } = context;
  const sockets = new Set<LiveSocket>();
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: socketLimits.messageBytes,
    // A ticket that is offered as a protocol is not told back.
    handleProtocols: (offered) => (offered.has(socketProtocol) ? socketProtocol : false),
  });

  const strangers = (): number => [...sockets].filter(({ caller }) => caller === undefined).length;
  const ofAccount = (userId: string): number => [...sockets].filter(({ caller }) => caller?.userId === userId).length;

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== apiPrefix + socketPath) return refuse(socket, 404);
    if (!originAllowed(request, http.corsOrigins)) return refuse(socket, 403);
    if (strangers() >= socketLimits.strangers) return refuse(socket, 503);
    wss.handleUpgrade(request, socket, head, (ws) => {
      const own = log.child({ 'http.request.id': randomUUID(), 'url.path': pathname });
      const live = new LiveSocket(context, ws, { log: own, admit: (_, { userId }) => ofAccount(userId) < context.socketsPerAccount });
      const since = process.hrtime.bigint();
      sockets.add(live);
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
    for (const socket of sockets) {
      if ((userId === null || socket.caller?.userId === userId) && (interviewId === null || socket.watches(interviewId))) socket.lookAgain();
    }
  });
  const ticking = setInterval(() => {
    const now = performance.now();
    for (const socket of sockets) socket.tick(now);
  }, tickMs);
  ticking.unref();

  const goodbye = (): void => {
    clearInterval(ticking);
    goodbyes.delete(goodbye);
    for (const socket of sockets) socket.close('restarting', 'This server restarts. Come back with the last eventId.');
    setTimeout(() => {
      for (const client of wss.clients) client.terminate();
    }, farewellMs).unref();
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

function refuse(socket: Duplex, status: 403 | 404 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
