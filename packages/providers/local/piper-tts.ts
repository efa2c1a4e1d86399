/** Speaking on this machine: Piper as a LiveKit TTS, a sentence at a time. */
import { type APIConnectOptions, shortuuid, tokenize, tts } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { loadPiper, piperSampleRate } from './piper.ts';

export interface PiperOptions {
  /** The folder that `installVoices` made. */
  modelsDir: string;
}

/** Characters. The framework's own 20 hold a short opener ("I see.") back until the sentence after it. */
const shortestSentence = 6;
/** Samples of one frame: 50 ms. */
const frameSamples = Math.round(piperSampleRate / 20);

export class PiperTTS extends tts.TTS {
  override readonly label = 'local.PiperTTS';
  readonly #options: PiperOptions;

  constructor(options: PiperOptions) {
    super(piperSampleRate, 1, { streaming: false });
    this.#options = options;
  }

  override get model(): string {
    return 'piper-en_US-joe-medium';
  }

  override get provider(): string {
    return 'local';
  }

  override synthesize(text: string, connOptions?: APIConnectOptions, abortSignal?: AbortSignal): PiperStream {
    return new PiperStream(text, this, this.#options, connOptions, abortSignal);
  }

  /** Text that is still being written, spoken a sentence at a time. */
  override stream(options?: { connOptions?: APIConnectOptions }): tts.SynthesizeStream {
    return this.bySentence().stream(options);
  }

  /** This voice as one that takes text while it is being written: give this to an `AgentSession`. */
  bySentence(): tts.StreamAdapter {
    return new tts.StreamAdapter(this, new tokenize.basic.SentenceTokenizer({ minSentenceLength: shortestSentence }));
  }
}

export class PiperStream extends tts.ChunkedStream {
  override readonly label = 'local.PiperStream';
  readonly #options: PiperOptions;

  constructor(text: string, owner: PiperTTS, options: PiperOptions, connOptions?: APIConnectOptions, abortSignal?: AbortSignal) {
    super(text, owner, connOptions, abortSignal);
    this.#options = options;
  }

  protected override async run(): Promise<void> {
    const requestId = shortuuid('piper_');
    const piper = await loadPiper(this.#options.modelsDir);
    const samples = await piper.speak(this.inputText, this.abortSignal);
    if (this.abortSignal.aborted) return;
    for (let from = 0; from < samples.length && !this.queue.closed; from += frameSamples) {
      const data = samples.slice(from, from + frameSamples);
      const frame = new AudioFrame(data, piperSampleRate, 1, data.length);
      this.queue.put({ requestId, segmentId: requestId, frame, final: from + frameSamples >= samples.length });
    }
  }
}
