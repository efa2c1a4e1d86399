/**
 * `/v1/listen` with a recogniser of this machine behind it: for audio that came over a real call. {@link KnownAudio} finds samples
 * that are bit for bit the recording's; after a codec they are not.
 */
import type { Heard, Hearing, HearingSession } from '../../packages/providers/hearing/hearing.ts';
import type { WebSocket } from 'ws';
import type { ListenBehaviour } from './deepgram-listen.ts';

type Hears = Extract<ListenBehaviour, { kind: 'hears' }>;

export class EarListener {
  readonly #client: WebSocket;
  readonly #behaviour: Hears;
  readonly #session: HearingSession;
  /** Seconds: up to here results are final. */
  #finishedTo = 0;
  #finishedWords = 0;
  #broken = false;

  constructor(client: WebSocket, hearing: Hearing, behaviour: Hears, messages: string[]) {
    this.#client = client;
    this.#behaviour = behaviour;
    this.#session = hearing.start({ onHeard: (heard) => this.#heard(heard), onFailed: (error) => client.close(1011, error.message.slice(0, 100)) });
    client.on('error', () => {});
    client.on('close', () => this.#session.close());
    client.on('message', (data: Buffer, binary) => {
      if (this.#broken) return;
      if (binary) return void this.#session.push(new Int16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength)));
      const { type } = JSON.parse(data.toString()) as { type: string };
      messages.push(type);
      if (type === 'Finalize') this.#session.pause();
      if (type === 'CloseStream') {
        void this.#session.end().then(() => {
          this.#send({ type: 'Metadata', transaction_key: 'deprecated', request_id: 'r1', sha256: '', created: '', duration: this.#finishedTo, channels: 1 });
          setTimeout(() => this.#client.close(1000), (this.#behaviour.afterMs ?? 0) + 5);
        });
      }
    });
  }

  #heard({ final, text, words, through }: Heard): void {
    if (this.#broken) return;
    if (this.#behaviour.words !== undefined && this.#finishedWords + words.length >= this.#behaviour.words) {
      this.#broken = true;
      return breakOff(this.#client, this.#behaviour.then);
    }
    this.#send({
      type: 'Results', channel_index: [0, 1], start: this.#finishedTo, duration: Math.max(0, through - this.#finishedTo), is_final: final, speech_final: final, from_finalize: false,
      channel: { alternatives: [{ transcript: text, confidence: 0.98, words: words.map((word) => ({ word: word.text.toLowerCase().replace(/[^\p{L}\p{N}']/gu, ''), start: word.from, end: word.to, confidence: 0.98, punctuated_word: word.text })) }] },
      metadata: { request_id: 'r1', model_info: { name: 'test', version: '1', arch: 'test' }, model_uuid: 'm1' },
    });
    if (!final) return;
    this.#finishedTo = through;
    this.#finishedWords += words.length;
  }

  #send(message: unknown): void {
    setTimeout(() => {
      if (!this.#broken && this.#client.readyState === this.#client.OPEN) this.#client.send(JSON.stringify(message));
    }, this.#behaviour.afterMs ?? 0);
  }
}

/** How a connection may end. */
export function breakOff(client: WebSocket, how: Hears['then']): void {
  switch (how) {
    case 'close': return client.close(1011, 'NET-0000');
    case 'garbage': return client.send('<html>Bad gateway</html>');
    case 'silence': return;
    case 'drop': case undefined: return client.terminate();
  }
}
