/**
 * Deepgram's streaming recogniser over its SDK's socket. LiveKit's own Deepgram plugin is not used: it leaves silent audio
 * out of what it sends, which moves every word time after a pause; what was sent on a broken connection is gone; and it
 * waits seconds before it connects again.
 */
import type { listen } from '@deepgram/sdk';
import { ProviderError } from '../provider-failure.ts';
import { hearingSampleRate, type Heard, type Hearing, type HearingEvents, type HearingSession } from '../hearing/hearing.ts';
import { deepgramClient, type DeepgramAccess } from './deepgram-client.ts';

export interface DeepgramHearingOptions extends DeepgramAccess {
  model: string;
  /** BCP 47. @defaultValue en-US */
  language?: string | undefined;
  /** Names and words of the interview that are to be recognised. */
  keyterms?: readonly string[] | undefined;
}

/** Deepgram closes a connection that brings nothing for 10 s. */
const keepAliveMs = 4_000;
/** Deepgram takes messages of 20 to 250 ms; LiveKit's frames are 10 ms. */
const messageSamples = hearingSampleRate / 20;
const connectSeconds = 3;
/** The service takes 500 tokens in all. */
const mostKeyterms = 100;
const provider = 'Deepgram';

export function deepgramHearing(options: DeepgramHearingOptions): Hearing {
  const client = deepgramClient(options);
  const connect = () => client.listen.v1.connect({
    model: options.model,
    language: options.language ?? 'en-US',
    encoding: 'linear16',
    sample_rate: hearingSampleRate,
    channels: 1,
    interim_results: 'true',
    punctuate: 'true',
    // Numbers stay words and nothing is tidied: what was said is what is measured.
    smart_format: 'false',
    // A pause is found here; Deepgram's own end only makes its results final sooner.
    endpointing: 300,
    vad_events: 'false',
    ...(options.keyterms === undefined || options.keyterms.length === 0 ? {} : { keyterm: options.keyterms.slice(0, mostKeyterms) }),
    // The SDK's types do not know it for streams, the service does.
    queryParams: { filler_words: 'true', no_delay: 'true' },
    reconnectAttempts: 0,
    connectionTimeoutInSeconds: connectSeconds,
  });
  return { name: `${provider} ${options.model}`, silentTooLongMs: 3_000, start: (events) => new DeepgramSession(connect, events) };
}

type Connection = Awaited<ReturnType<ReturnType<typeof deepgramClient>['listen']['v1']['connect']>>;

class DeepgramSession implements HearingSession {
  readonly #events: HearingEvents;
  #connection: Connection | undefined;
  #open = false;
  #over = false;
  /** Set when no more audio comes: then a close is no failure. */
  #ending = false;
  #waiting: (Int16Array | 'Finalize' | 'CloseStream')[] = [];
  #samples: Int16Array[] = [];
  #sampleCount = 0;
  #lastSentAt = 0;
  #keepAlive: NodeJS.Timeout | undefined;
  #onOver: (() => void)[] = [];

  constructor(connect: () => Promise<Connection>, events: HearingEvents) {
    this.#events = events;
    void this.#begin(connect).catch((error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)));
  }

  async #begin(connect: () => Promise<Connection>): Promise<void> {
    const connection = await connect();
    if (this.#over) return;
    this.#connection = connection;
    connection.on('open', () => {
      this.#open = true;
      this.#lastSentAt = performance.now();
      this.#waiting.splice(0).forEach((each) => this.#send(each));
    });
    connection.on('message', (message) => this.#message(message));
    connection.on('error', (error) => this.#fail(error.message));
    connection.on('close', ({ code, reason }) => {
      if (this.#ending && this.#open) return this.#finished();
      // The SDK tells of the close before the error that was its reason.
      setImmediate(() => this.#fail(`the connection was closed (${[code, reason].filter((part) => part !== undefined && part !== '').join(' ')})`));
    });
    connection.connect();
    this.#keepAlive = setInterval(() => {
      if (!this.#open || performance.now() - this.#lastSentAt < keepAliveMs) return;
      this.#lastSentAt = performance.now();
      this.#guarded(() => connection.sendKeepAlive({ type: 'KeepAlive' }));
    }, keepAliveMs / 4);
  }

  push(samples: Int16Array): void {
    this.#samples.push(samples);
    this.#sampleCount += samples.length;
    if (this.#sampleCount >= messageSamples) this.#flush();
  }

  pause(): void {
    this.#flush();
    this.#send('Finalize');
  }

  end(): Promise<void> {
    this.#flush();
    this.#ending = true;
    this.#send('CloseStream');
    if (this.#over) return Promise.resolve();
    return new Promise((resolve) => this.#onOver.push(resolve));
  }

  close(): void {
    this.#finished();
  }

  #flush(): void {
    if (this.#sampleCount === 0) return;
    const joined = new Int16Array(this.#sampleCount);
    let at = 0;
    for (const each of this.#samples.splice(0)) {
      joined.set(each, at);
      at += each.length;
    }
    this.#sampleCount = 0;
    // What waited for a recogniser comes at once: in messages of a second.
    for (let from = 0; from < joined.length; from += hearingSampleRate) this.#send(joined.slice(from, from + hearingSampleRate));
  }

  #send(each: Int16Array | 'Finalize' | 'CloseStream'): void {
    if (this.#over) return;
    const connection = this.#connection;
    if (connection === undefined || !this.#open) {
      this.#waiting.push(each);
      return;
    }
    this.#lastSentAt = performance.now();
    this.#guarded(() => {
      if (each === 'Finalize') connection.sendFinalize({ type: 'Finalize' });
      else if (each === 'CloseStream') connection.sendCloseStream({ type: 'CloseStream' });
      else connection.sendMedia(each);
    });
  }

  #guarded(send: () => void): void {
    try {
      send();
    } catch {
      // It says only that the socket is not open; the close that follows may say why.
      setImmediate(() => this.#fail('the connection broke'));
    }
  }

  #message(message: unknown): void {
    if (this.#over || typeof message !== 'object' || message === null) return;
    const { type } = message as { type?: unknown };
    if (type === 'Results') {
      const heard = heardOf(message);
      if (heard === undefined) this.#fail('it sent a result of an unknown form');
      else this.#events.onHeard(heard);
    } else if (type === 'Error') {
      const { description, message: text } = message as { description?: unknown; message?: unknown };
      this.#fail(String(description ?? text ?? 'it reported an error'));
    }
  }

  #fail(what: string): void {
    if (this.#over) return;
    const status = /Unexpected server response: (\d{3})/.exec(what)?.[1];
    const permanent = status !== undefined && ['400', '401', '402', '403', '404'].includes(status);
    this.#finished();
    this.#events.onFailed(new ProviderError(status === undefined ? `${provider}: ${what}` : `${provider} answered ${status}`, {
      provider, retryable: !permanent, status: status === undefined ? undefined : Number(status),
    }));
  }

  #finished(): void {
    if (this.#over) return;
    this.#over = true;
    clearInterval(this.#keepAlive);
    this.#onOver.splice(0).forEach((tell) => tell());
    try {
      this.#connection?.close();
    } catch {
      // It was not open yet, or is closed already: nothing is left to close.
    }
  }
}

/** A `Results` message as words with times. Undefined when it is none that we know. */
export function heardOf(message: object): Heard | undefined {
  const { start, duration, is_final: final, channel } = message as Partial<listen.ListenV1Results>;
  const best = channel?.alternatives?.[0];
  if (typeof start !== 'number' || typeof duration !== 'number' || best === undefined || typeof best.transcript !== 'string') return undefined;
  const words = (best.words ?? []).map((word) => ({
    text: word.punctuated_word !== undefined && word.punctuated_word !== '' ? word.punctuated_word : word.word, from: word.start, to: word.end, estimated: false,
  }));
  return {
    final: final === true,
    text: words.map(({ text }) => text).join(' '),
    words,
    voicedFrom: words[0]?.from ?? start,
    voicedTo: words.at(-1)?.to ?? start,
    through: start + duration,
  };
}
