/** A voice that speaks sentences as a LiveKit TTS: with a memory of what is prepared, and of what it has said before. */
import { type APIConnectOptions, shortuuid, tokenize, tts } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { PreparedSentences, type SpeakSentence } from './prepared-sentences.ts';

export interface SentenceTTSOptions {
  label: string;
  model: string;
  provider: string;
  /** Hertz; mono. */
  sampleRate: number;
  speak: SpeakSentence;
}

/** Characters. The framework's own 20 hold a short opener ("I see.") back until the sentence after it. */
const shortestSentence = 6;
/** Frames of 50 ms: fewer are less work, and one that is lost to an interruption is short enough. */
const framesPerSecond = 20;

const tokenizer = new tokenize.basic.SentenceTokenizer({ minSentenceLength: shortestSentence });

export class SentenceTTS extends tts.TTS {
  override readonly label: string;
  readonly #options: SentenceTTSOptions;
  readonly #sentences: PreparedSentences;

  constructor(options: SentenceTTSOptions) {
    super(options.sampleRate, 1, { streaming: false });
    this.label = options.label;
    this.#options = options;
    this.#sentences = new PreparedSentences(options);
  }

  override get model(): string {
    return this.#options.model;
  }

  override get provider(): string {
    return this.#options.provider;
  }

  /** Synthesises a line ahead, so that it starts at once when it is said. `signal`: it is no longer expected. */
  async prepare(line: string, signal?: AbortSignal): Promise<void> {
    // Through the stream that cuts what is spoken: a sentence that is cut otherwise would not be found again.
    const cut = tokenizer.stream();
    cut.pushText(line);
    cut.endInput();
    const sentences: string[] = [];
    for await (const { token } of cut) sentences.push(token);
    this.#sentences.prepare(sentences, signal);
  }

  override synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): SentenceStream {
    return new SentenceStream(text, this, (signal) => this.#sentences.spoken(text, signal), connOptions, abortSignal);
  }

  /** Text that is still being written, spoken a sentence at a time. */
  override stream(options?: { connOptions?: APIConnectOptions }): tts.SynthesizeStream {
    return this.bySentence().stream(options);
  }

  /** This voice as one that takes text while it is being written: give this to an `AgentSession`. */
  bySentence(): tts.StreamAdapter {
    return new tts.StreamAdapter(this, tokenizer);
  }
}

/** One sentence. */
export class SentenceStream extends tts.ChunkedStream {
  override readonly label = 'greenroom.SentenceStream';
  readonly #rate: number;
  readonly #speak: (signal: AbortSignal) => AsyncIterable<Int16Array>;

  constructor(text: string, owner: SentenceTTS, speak: (signal: AbortSignal) => AsyncIterable<Int16Array>, connOptions?: APIConnectOptions, abortSignal?: AbortSignal) {
    super(text, owner, connOptions, abortSignal);
    this.#rate = owner.sampleRate;
    this.#speak = speak;
  }

  protected override async run(): Promise<void> {
    const requestId = shortuuid('voice_');
    const frameSamples = Math.round(this.#rate / framesPerSecond);
    let frame = new Int16Array(frameSamples);
    let filled = 0;
    // One frame is held back, so that the last one can be marked as the last.
    let held: Int16Array | undefined;
    const put = (data: Int16Array, final: boolean): void => {
      if (!this.queue.closed && !this.abortSignal.aborted) this.queue.put({ requestId, segmentId: requestId, frame: new AudioFrame(data, this.#rate, 1, data.length), final });
    };
    for await (const part of this.#speak(this.abortSignal)) {
      for (let from = 0; from < part.length; ) {
        const taken = part.subarray(from, from + frameSamples - filled);
        frame.set(taken, filled);
        filled += taken.length;
        from += taken.length;
        if (filled < frameSamples) break;
        if (held !== undefined) put(held, false);
        held = frame;
        frame = new Int16Array(frameSamples);
        filled = 0;
      }
    }
    if (held !== undefined) put(held, filled === 0);
    if (filled > 0) put(frame.slice(0, filled), true);
  }
}
