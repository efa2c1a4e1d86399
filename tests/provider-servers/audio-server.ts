/** Servers of speech protocols over HTTP: scripted failures, and a handler for what is well formed. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request. Each request takes the next one, the last one stays. */
export type AudioBehaviour =
  | { kind: 'works'; afterMs?: number }
  | { kind: 'status'; status: number; retryAfterSeconds?: number; message?: string }
  /**
   * Works, and breaks off after this share of the reply. `hang`: the socket stays open and nothing more comes. `mention`: only for the
   * first request that mentions it; any other works.
   */
  | { kind: 'breaks'; afterShare: number; hang?: boolean; mention?: string; afterMs?: number }
  /** Status 200, and no audio at all: a proxy's page. */
  | { kind: 'page' }
  /** Refuses requests that mention this, as other servers of the protocol do; works otherwise. */
  | { kind: 'refuses'; mention: string };

export interface SeenAudioRequest {
  path: string;
  headers: IncomingMessage['headers'];
  raw: Buffer;
}

export interface AudioProtocol {
  /** What the real server would answer to a wrong request. */
  check(request: SeenAudioRequest): { status: number; message: string } | undefined;
  /** The reply in the parts in which it is sent. */
  reply(request: SeenAudioRequest): Promise<{ type: string; parts: readonly (Buffer | string)[] }>;
  error(status: number, message: string): unknown;
}

export interface AudioServer extends AsyncDisposable {
  url: string;
  requests: SeenAudioRequest[];
  play(...behaviours: [AudioBehaviour, ...AudioBehaviour[]]): void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function startAudioServer(protocol: AudioProtocol): Promise<AudioServer> {
  const requests: SeenAudioRequest[] = [];
  let script: AudioBehaviour[] = [{ kind: 'works' }];
  let broken = new Set<string>();
  const refuse = (response: ServerResponse, status: number, message: string, headers: Record<string, string> = {}): void =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(protocol.error(status, message)));

  function chosen(raw: Buffer): AudioBehaviour {
    const behaviour = (script.length > 1 ? script.shift() : script[0]) ?? { kind: 'works' };
    if (behaviour.kind !== 'breaks' || behaviour.mention === undefined) return behaviour;
    if (broken.has(behaviour.mention) || !raw.includes(behaviour.mention)) return { kind: 'works', ...(behaviour.afterMs === undefined ? {} : { afterMs: behaviour.afterMs }) };
    broken.add(behaviour.mention);
    return behaviour;
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const seen: SeenAudioRequest = { path: incoming.url ?? '', headers: incoming.headers, raw: Buffer.concat(chunks) };
    requests.push(seen);
    const wrong = protocol.check(seen);
    if (wrong !== undefined) return refuse(response, wrong.status, wrong.message);
    const behaviour = chosen(seen.raw);
    switch (behaviour.kind) {
      case 'status': return refuse(response, behaviour.status, behaviour.message ?? 'scripted failure', behaviour.retryAfterSeconds === undefined ? {} : { 'retry-after': String(behaviour.retryAfterSeconds) });
      case 'page': return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>');
      case 'refuses':
        if (seen.raw.includes(behaviour.mention)) return refuse(response, 400, `${behaviour.mention} is not supported by this server`);
        break;
      case 'works': case 'breaks': break;
    }
    const { type, parts } = await protocol.reply(seen);
    if ((behaviour.kind === 'works' || behaviour.kind === 'breaks') && behaviour.afterMs !== undefined) await pause(behaviour.afterMs);
    response.writeHead(200, { 'content-type': type });
    response.flushHeaders();
    const sent = behaviour.kind === 'breaks' ? Math.floor(parts.length * behaviour.afterShare) : parts.length;
    for (const part of parts.slice(0, sent)) {
      if (response.destroyed) return;
      response.write(part);
      await pause(2);
    }
    if (behaviour.kind !== 'breaks') response.end();
    else if (behaviour.hang !== true) response.destroy();
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.headersSent ? response.destroy() : refuse(response, 400, String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    play: (...behaviours) => {
      script = [...behaviours];
      broken = new Set();
      requests.length = 0;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
