/** Ports on 127.0.0.1: the usual ones when they are free, otherwise others. */
import { createSocket } from 'node:dgram';
import { randomInt } from 'node:crypto';
import getPort from 'get-port';

export interface WantedPort {
  usual: number;
  protocol: 'tcp' | 'udp';
}

/** `usual` for a person, who may have noted an address down; `free` for tests, which must not get in anyone's way. */
export type PortPolicy = 'usual' | 'free';

/** Below the range that the system gives to outgoing connections, so that no connection takes the port between choice and use. */
const [lowest, highest] = [20_000, 32_000];

/**
 * Chooses one port for each name. Somebody else may still take one before it is used: callers try again then.
 * @param say is told when a usual port is taken.
 */
export async function choosePorts<Name extends string>(
  owner: string,
  wanted: Record<Name, WantedPort>,
  policy: PortPolicy,
  say: (line: string) => void,
): Promise<Record<Name, number>> {
  const chosen: Partial<Record<Name, number>> = {};
  for (const [name, { usual, protocol }] of Object.entries(wanted) as [Name, WantedPort][]) {
    const port = await freePort(protocol, policy === 'usual' ? usual : undefined);
    if (policy === 'usual' && port !== usual) say(`port ${usual} is taken: ${owner} uses ${port}`);
    chosen[name] = port;
  }
  return chosen as Record<Name, number>;
}

async function freePort(protocol: 'tcp' | 'udp', preferred: number | undefined): Promise<number> {
  for (;;) {
    const candidates = [...(preferred === undefined ? [] : [preferred]), ...Array.from({ length: 20 }, () => randomInt(lowest, highest))];
    if (protocol === 'tcp') return getPort({ port: candidates });
    for (const candidate of candidates) if (await udpIsFree(candidate)) return candidate;
  }
}

function udpIsFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => socket.close(() => resolve(false)));
    socket.bind({ port, address: '127.0.0.1', exclusive: true }, () => socket.close(() => resolve(true)));
  });
}
