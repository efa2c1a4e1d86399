/**
 * Servers of ours that speak the protocols of language-model providers closely enough for the official SDKs, and strictly
 * enough to notice a wrong request. Behaviour is scripted: each request takes the next one, the last one stays.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with a request. */
export type Behaviour =
  | { kind: 'object'; value: unknown }
  /** The model's reply as it stands, for example broken JSON. */
  | { kind: 'text'; text: string }
  | { kind: 'status'; status: number; retryAfterSeconds?: number; message?: string }
  /** Replies after this time. */
  | { kind: 'slow'; ms: number; value: unknown }
  /** Closes the socket in the middle of the reply, at once or after this time. */
  | { kind: 'drop'; afterMs?: number }
  /** A reply with status 200 that is no JSON at all, as a proxy's error page. */
  | { kind: 'page' }
  /** The provider's own refusal to answer. */
  | { kind: 'refusal' }
  /** Refuses requests with these features, as older or local servers do; otherwise replies with the object. */
  | { kind: 'refuses'; features: readonly string[]; value: unknown };

export interface SeenRequest {
  path: string;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
  /** Milliseconds, monotonic. */
  at: number;
}

export interface Protocol {
  /** Complains about a request that the real server would refuse. */
  check(request: SeenRequest): { status: number; message: string } | undefined;
  /** The body of a reply whose text is this. */
  reply(text: string, request: SeenRequest): unknown;
  refusal(): unknown;
  error(status: number, message: string): unknown;
  /** Which of the named features a request uses. */
  uses(feature: string, request: SeenRequest): boolean;
}

export interface ProviderServer extends AsyncDisposable {
  url: string;
  requests: SeenRequest[];
  /** Requests whose caller went away before the reply was sent. */
  readonly abandoned: number;
  /** Sets what the next requests get; the last one stays. */
  play(...behaviours: [Behaviour, ...Behaviour[]]): void;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) text += String(chunk);
  return text;
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};

export async function startProviderServer(protocol: Protocol): Promise<ProviderServer> {
  const requests: SeenRequest[] = [];
  let script: Behaviour[] = [];
  let abandoned = 0;

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen: SeenRequest = { path: incoming.url ?? '', headers: incoming.headers, body: JSON.parse(await read(incoming)) as Record<string, unknown>, at: performance.now() };
    requests.push(seen);
    const wrong = protocol.check(seen);
    if (wrong !== undefined) return send(response, wrong.status, protocol.error(wrong.status, wrong.message));
    const behaviour = script.length > 1 ? script.shift() : script[0];
    switch (behaviour?.kind) {
      case 'object': return send(response, 200, protocol.reply(JSON.stringify(behaviour.value), seen));
      case 'text': return send(response, 200, protocol.reply(behaviour.text, seen));
      case 'status': return send(response, behaviour.status, protocol.error(behaviour.status, behaviour.message ?? 'scripted failure'), behaviour.retryAfterSeconds === undefined ? {} : { 'retry-after': String(behaviour.retryAfterSeconds) });
      case 'slow': {
        const timer = setTimeout(() => send(response, 200, protocol.reply(JSON.stringify(behaviour.value), seen)), behaviour.ms);
        response.on('close', () => {
          clearTimeout(timer);
          if (!response.writableEnded) abandoned += 1;
        });
        return;
      }
      case 'drop':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '4096' }).write('{"half":');
        setTimeout(() => response.destroy(), behaviour.afterMs ?? 10);
        return;
      case 'page': response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'); return;
      case 'refusal': return send(response, 200, protocol.refusal());
      case 'refuses': {
        const feature = behaviour.features.find((each) => protocol.uses(each, seen));
        if (feature === undefined) return send(response, 200, protocol.reply(JSON.stringify(behaviour.value), seen));
        return send(response, 400, protocol.error(400, `Unsupported value: '${feature}' is not supported by this server.`));
      }
      case undefined: return send(response, 500, protocol.error(500, 'the test has set no behaviour'));
    }
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => send(response, 400, protocol.error(400, String(error))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get abandoned() {
      return abandoned;
    },
    play: (...behaviours) => {
      script = [...behaviours];
      abandoned = 0;
      requests.length = 0;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
