/** `wss /v1/listen`, as documented by Deepgram: Results with interim and final words, Finalize, CloseStream, Metadata. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Hearing } from '../../packages/providers/hearing/hearing.ts';
import { breakOff, EarListener } from './ear-listener.ts';
import { isFiller, KnownAudio, type KnownRecording } from './known-recording.ts';

export type ListenBehaviour =
  | {
    kind: 'hears';
    /** Before each result is sent. */
    afterMs?: number;
    /** When so many words were heard, counted over the connection… */
    words?: number;
    /** …the socket breaks, the server closes with a reason, sends no more, or sends something that is no JSON. */
    then?: 'drop' | 'close' | 'silence' | 'garbage';
  }
  /** The handshake is refused. */
  | { kind: 'status'; status: number }
  /** The handshake is never answered. */
  | { kind: 'hangs' };

export interface ListenServer extends AsyncDisposable {
  url: string;
  /** The query of each connection. */
  connections: URLSearchParams[];
  messages: string[];
  /** Connections that are open now. */
  readonly open: number;
  play(...behaviours: [ListenBehaviour, ...ListenBehaviour[]]): void;
}

const known = new Set(['model', 'language', 'encoding', 'sample_rate', 'channels', 'interim_results', 'punctuate', 'smart_format', 'endpointing', 'vad_events', 'keyterm', 'filler_words', 'no_delay', 'utterance_end_ms']);
/** A segment becomes final after so much silence (`endpointing`), or at this length. */
const longestSegment = 5;

/** @param ears the recording that will be played, sample for sample; or a recogniser, for sound that came over a call */
export async function startDeepgramListen(ears: KnownRecording | Hearing): Promise<ListenServer> {
  let script: ListenBehaviour[] = [];
  const connections: URLSearchParams[] = [];
  const messages: string[] = [];
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const open = new Set<Duplex>();
  http.on('upgrade', (request, socket, head) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const url = new URL(request.url ?? '', 'http://localhost');
    const refuse = (status: number): void => void socket.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
    socket.on('error', () => {});
    const behaviour = script.length > 1 ? script.shift() : script[0];
    if (url.pathname !== '/v1/listen') return refuse(404);
    if (!/^Token \S+$/.test(request.headers.authorization ?? '') || request.headers.authorization === 'Token wrong') return refuse(401);
    if ([...url.searchParams.keys()].some((key) => !known.has(key)) || url.searchParams.get('encoding') !== 'linear16' || url.searchParams.get('sample_rate') === null) return refuse(400);
    connections.push(url.searchParams);
    if (behaviour?.kind === 'hangs') return;
    if (behaviour?.kind === 'status') return refuse(behaviour.status);
    sockets.handleUpgrade(request, socket, head, (client) => {
      const how = behaviour ?? { kind: 'hears' };
      if ('start' in ears) new EarListener(client, ears, how, messages);
      else new Listener(client, url.searchParams, ears, how, messages);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    connections,
    messages,
    get open() {
      return open.size;
    },
    play: (...behaviours) => {
      script = [...behaviours];
      connections.length = 0;
      messages.length = 0;
    },
    [Symbol.asyncDispose]: async () => {
      open.forEach((socket) => socket.destroy());
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

class Listener {
  readonly #client: WebSocket;
  readonly #query: URLSearchParams;
  readonly #behaviour: Extract<ListenBehaviour, { kind: 'hears' }>;
  readonly #audio: KnownAudio;
  #segmentStart = 0;
  /** Words that are final. */
  #finished = 0;
  #told = '';
  #broken = false;

  constructor(client: WebSocket, query: URLSearchParams, recording: KnownRecording, behaviour: Extract<ListenBehaviour, { kind: 'hears' }>, messages: string[]) {
    this.#client = client;
    this.#query = query;
    this.#behaviour = behaviour;
    this.#audio = new KnownAudio(recording);
    client.on('error', () => {});
    client.on('message', (data: Buffer, binary) => {
      if (this.#broken) return;
      if (binary) {
        this.#audio.append(new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)));
        return this.#results();
      }
      const { type } = JSON.parse(data.toString()) as { type: string };
      messages.push(type);
      if (type === 'Finalize') this.#final({ from_finalize: true });
      if (type === 'CloseStream') {
        this.#final({});
        this.#send({ type: 'Metadata', transaction_key: 'deprecated', request_id: 'r1', sha256: '', created: '', duration: this.#audio.seconds, channels: 1 });
        setTimeout(() => this.#client.close(1000), (this.#behaviour.afterMs ?? 0) + 5);
      }
    });
  }

  get #words(): { text: string; from: number; to: number }[] {
    return this.#audio.words.slice(this.#finished).filter((word) => this.#query.get('filler_words') === 'true' || !isFiller(word.text));
  }

  #results(): void {
    const words = this.#words;
    if (this.#behaviour.words !== undefined && this.#audio.words.length >= this.#behaviour.words) return this.#break();
    const last = words.at(-1);
    if (last !== undefined && this.#audio.seconds - last.to >= Number(this.#query.get('endpointing')) / 1000) return this.#final({ speech_final: true });
    if (this.#audio.seconds - this.#segmentStart >= longestSegment) return this.#final({});
    const text = words.map((word) => word.text).join(' ');
    if (text === this.#told) return;
    this.#told = text;
    this.#result(words, this.#audio.seconds, { is_final: false });
  }

  #break(): void {
    this.#broken = true;
    breakOff(this.#client, this.#behaviour.then);
  }

  #final(more: object): void {
    const words = this.#words;
    const end = this.#audio.seconds;
    this.#result(words, end, { is_final: true, speech_final: false, ...more });
    // A word that is still being spoken belongs to the next segment.
    this.#finished = this.#audio.words.length;
    this.#segmentStart = end;
    this.#told = '';
  }

  #result(words: { text: string; from: number; to: number }[], end: number, more: object): void {
    this.#send({
      type: 'Results', channel_index: [0, 1], start: this.#segmentStart, duration: end - this.#segmentStart, speech_final: false, from_finalize: false, ...more,
      channel: { alternatives: [{ transcript: words.map((word) => word.text).join(' '), confidence: 0.98, words: words.map(({ text, from, to }) => ({ word: text.toLowerCase().replace(/\W/g, ''), start: from, end: to, confidence: 0.98, punctuated_word: text })) }] },
      metadata: { request_id: 'r1', model_info: { name: 'test', version: '1', arch: 'test' }, model_uuid: 'm1' },
    });
  }

  #send(message: unknown): void {
    const send = (): void => {
      if (this.#client.readyState === this.#client.OPEN) this.#client.send(JSON.stringify(message));
    };
    if (this.#behaviour.afterMs === undefined) send();
    else setTimeout(send, this.#behaviour.afterMs);
  }
}
