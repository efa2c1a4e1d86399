/** Many live sockets, and how long an event takes from Redis to each of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { socketPath, socketProtocol, ticketProtocol, type ServerMessage } from '@greenroom/contracts';
import { WebSocket } from 'ws';

export interface Listening {
  /** Milliseconds from publishing to arrival, one per event and socket. */
  delays: number[];
  opened: number;
  /** Sockets that closed, or never opened. */
  failed: number;
  close(): Promise<void>;
}

/** At most so many are being opened at the same time, as a balancer would let them in. */
const atOnce = 20;

/** @param owners one socket for each entry, on that person's interview */
export async function openSockets(apiUrl: string, owners: { token: string; interviewId: string }[]): Promise<Listening> {
  const sockets = new Set<WebSocket>();
  const listening: Listening = {
    delays: [],
    opened: 0,
    failed: 0,
    async close() {
      for (const socket of sockets) socket.close();
      await sleep(500);
      for (const socket of sockets) socket.terminate();
    },
  };
  const waiting = [...owners];
  const open = async (): Promise<void> => {
    for (let owner = waiting.pop(); owner !== undefined; owner = waiting.pop()) {
      try {
        const socket = await subscribe(apiUrl, owner, listening.delays);
        sockets.add(socket);
        listening.opened += 1;
        socket.on('close', () => sockets.delete(socket) && (listening.failed += 1));
      } catch (error) {
        listening.failed += 1;
        process.stderr.write(`socket: ${String(error)}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, open));
  return listening;
}

async function subscribe(apiUrl: string, { token, interviewId }: { token: string; interviewId: string }, delays: number[]): Promise<WebSocket> {
  const answer = await fetch(`${apiUrl}/live/ticket`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
  const { ticket } = (await answer.json()) as { ticket: string };
  const socket = new WebSocket(`${apiUrl.replace(/^http/, 'ws')}${socketPath}`, [socketProtocol, ticketProtocol(ticket)], { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === 'ready') socket.send(JSON.stringify({ type: 'subscribe', id: 'one', interviewId }));
      else if (message.type === 'subscribed') resolve();
      else if (message.type === 'error') reject(new Error(message.problem.title));
      // Its text is the moment at which it was published, on the clock of this machine.
      else if (message.type === 'notice') delays.push(Date.now() - Number(message.text));
    });
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
  });
  return socket;
}
