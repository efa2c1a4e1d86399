/**
 * Deepgram's two protocols (`wss /v1/listen`, `POST /v1/speak`) with its published latencies, over a recogniser that hears
 * whatever arrives: after WebRTC no two recordings are alike, so a server that knows its recording would recognise none.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { localModels, type LocalModels } from '../../../packages/providers/local/local-models.ts';
import { moonshineLongestSeconds } from '../../../packages/providers/local/moonshine.ts';
import { SpeechListener, type HeardSpan } from '../../../packages/providers/local/speech-listener.ts';
import { toneParts } from '../../../tests/provider-servers/spoken-tone.ts';

export interface DeepgramLatencies {
  /** From the end of the sound to its final words. */
  finalMs: number;
  /** From the request to the first sound. */
  firstSoundMs: number;
}

export interface DeepgramShape {
  url: string;
  stop(): Promise<void>;
}

export async function startDeepgramShape(modelsDir: string, latencies: DeepgramLatencies): Promise<DeepgramShape> {
  const models = localModels(modelsDir);
  const http = createServer((request, response) => {
    speak(request, response, latencies.firstSoundMs).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ server: http, path: '/v1/listen' });
  sockets.on('connection', (socket) => void new Listening(socket, models, latencies.finalMs));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function speak(request: IncomingMessage, response: ServerResponse, afterMs: number): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { text = '' } = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { text?: string };
  await sleep(afterMs);
  response.writeHead(200, { 'content-type': 'audio/l16;rate=24000;channels=1' });
  for (const part of toneParts(text)) response.write(part);
  response.end();
}

/** One connection: audio in, results out, each of them later by the latency. */
class Listening {
  readonly #socket: WebSocket;
  readonly #listener: SpeechListener;
  readonly #latencyMs: number;
  /** Samples are taken one message after another. */
  #tail: Promise<void> = Promise.resolve();
  #through = 0;
  #seconds = 0;
  #told = false;

  constructor(socket: WebSocket, models: LocalModels, latencyMs: number) {
    this.#socket = socket;
    this.#latencyMs = latencyMs;
    this.#listener = new SpeechListener({ transcribe: (samples, options) => models.recognise(samples, options) }, {
      longestSeconds: moonshineLongestSeconds, interim: true, onBegin: () => {}, onEnd: () => {}, onHeard: (span) => this.#heard(span, false),
    });
    socket.on('error', () => {});
    socket.on('close', () => this.#listener.close());
    socket.on('message', (data: Buffer, binary) => {
      this.#tail = this.#tail.then(() => (binary ? this.#audio(data) : this.#control((JSON.parse(data.toString()) as { type: string }).type))).catch(() => socket.close(1011));
    });
  }

  async #audio(data: Buffer): Promise<void> {
    const samples = new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength - (data.byteLength % 2)));
    this.#seconds += samples.length / 16_000;
    await this.#listener.push(samples);
  }

  async #control(type: string): Promise<void> {
    if (type !== 'Finalize' && type !== 'CloseStream') return;
    this.#told = false;
    await this.#listener.end();
    // Nothing was open: the answer to Finalize is empty then.
    if (!this.#told) this.#result({ words: [], from: this.#through, to: this.#seconds, final: true, fromFinalize: type === 'Finalize' });
    if (type === 'CloseStream') setTimeout(() => this.#socket.close(1000), this.#latencyMs + 20);
  }

  #heard(span: HeardSpan, fromFinalize: boolean): void {
    const from = this.#through;
    const to = span.final ? Math.max(span.through, from) : this.#seconds;
    if (span.final) {
      this.#through = to;
      this.#told = true;
    }
    this.#result({ words: span.words, from, to, final: span.final, fromFinalize });
  }

  #result({ words, from, to, final, fromFinalize }: { words: HeardSpan['words']; from: number; to: number; final: boolean; fromFinalize: boolean }): void {
    const message = JSON.stringify({
      type: 'Results', channel_index: [0, 1], start: from, duration: to - from, is_final: final, speech_final: final, from_finalize: fromFinalize,
      channel: { alternatives: [{ transcript: words.map(({ text }) => text).join(' '), confidence: 0.98, words: words.map((word) => ({ word: word.text.toLowerCase().replace(/\W/g, ''), start: word.from, end: word.to, confidence: 0.98, punctuated_word: word.text })) }] },
      metadata: { request_id: 'bench', model_info: { name: 'bench', version: '1', arch: 'bench' }, model_uuid: 'bench' },
    });
    setTimeout(() => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(message);
    }, this.#latencyMs);
  }
}
