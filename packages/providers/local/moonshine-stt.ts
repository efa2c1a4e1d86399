/**
 * Hearing on this machine: Moonshine as a LiveKit STT with live words. While somebody speaks, the current piece is
 * recognised again every few hundred milliseconds; at a pause it is recognised for good.
 */
import { type APIConnectOptions, type AudioBuffer, mergeFrames, normalizeLanguage, stt, voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import type { HeardPiece } from '../hearing/heard-piece.ts';
import { FrameClock } from './frame-clock.ts';
import { localModels, type LocalModels } from './local-models.ts';
import { moonshineLongestSeconds, moonshineSampleRate } from './moonshine.ts';
import { resampled } from './resampled.ts';
import { SpeechListener, type HeardSpan, type PieceRecogniser } from './speech-listener.ts';

export interface MoonshineOptions {
  /** The folder that `installVoices` made. */
  modelsDir: string;
  /** Where the recogniser runs. @defaultValue in this process */
  models?: LocalModels | undefined;
  /** Called for every interim and final result, before the framework's event is sent. */
  onWords?: ((piece: HeardPiece) => void) | undefined;
  /** Called when a voice begins (true) and, after the last final result before a pause, when it has ended (false). */
  onVoice?: ((speaking: boolean) => void) | undefined;
  /** After every frame: how many milliseconds of audio have arrived and are not heard yet. */
  onBacklog?: ((milliseconds: number) => void) | undefined;
  /** Every stretch of audio as it is heard, 16 kHz, with the epoch milliseconds of its last sample. */
  onSamples?: ((samples: Int16Array, endMs: number) => void) | undefined;
  /** Epoch milliseconds. Only to feed recordings faster than they were spoken. @defaultValue Date.now */
  now?: (() => number) | undefined;
}

const language = normalizeLanguage('en');

/** Moonshine as a listener uses it. */
export const moonshinePieces = (models: LocalModels): PieceRecogniser => ({ transcribe: (samples, options) => models.recognise(samples, options) });

export class MoonshineSTT extends stt.STT {
  override readonly label = 'local.MoonshineSTT';
  readonly #options: MoonshineOptions;
  #streams = -1;
  readonly #recogniser: PieceRecogniser;

  constructor(options: MoonshineOptions) {
    super({ streaming: true, interimResults: true, alignedTranscript: 'word' });
    this.#options = options;
    this.#recogniser = moonshinePieces(options.models ?? localModels(options.modelsDir));
  }

  override get model(): string {
    return 'moonshine-tiny-en';
  }

  override get provider(): string {
    return 'local';
  }

  override stream(options?: { connOptions?: APIConnectOptions }): MoonshineStream {
    this.#streams += 1;
    return new MoonshineStream(this, { ...this.#options, firstPieceId: this.#streams * piecesPerStream }, this.#recogniser, options?.connOptions);
  }

  /** One recording at once; longer ones are cut as the stream cuts them. */
  protected override async _recognize(buffer: AudioBuffer): Promise<stt.SpeechEvent> {
    const samples = resampled(mergeFrames(buffer), moonshineSampleRate);
    const heard: HeardSpan[] = [];
    const listener = new SpeechListener(this.#recogniser, {
      longestSeconds: moonshineLongestSeconds, interim: false, onBegin: () => {}, onEnd: () => {}, onHeard: (span) => heard.push(span),
    });
    await listener.push(samples);
    await listener.end();
    const text = heard.map((span) => span.text).filter((part) => part !== '').join(' ');
    const words = heard.flatMap((span) => span.words).map(({ text: word, from, to }) => voice.createTimedString({ text: word, startTime: from, endTime: to }));
    return {
      type: stt.SpeechEventType.FINAL_TRANSCRIPT,
      alternatives: [{ language, text, startTime: heard[0]?.voicedFrom ?? 0, endTime: heard.at(-1)?.voicedTo ?? 0, confidence: 0, words }],
    };
  }
}

/** A stream that takes over from a failed one numbers its pieces where no other did. */
const piecesPerStream = 1_000_000;

/** Frames stop when the microphone is muted or the connection is lost: what was said before must not wait for more. */
const stalledMs = 600;

export class MoonshineStream extends stt.SpeechStream {
  override readonly label = 'local.MoonshineStream';
  readonly #options: MoonshineOptions & { firstPieceId: number };
  readonly #clock = new FrameClock();
  readonly #now: () => number;
  #lastFrameAt = 0;
  /** Audio that arrived and was not heard yet. */
  #waitingSeconds = 0;
  readonly #recogniser: PieceRecogniser;
  /** Audio that was taken from the queue, in samples. */
  #taken = 0;
  #listener: SpeechListener | undefined;
  /** Words that no final result has confirmed. */
  #unfinished: HeardSpan | undefined;

  constructor(owner: MoonshineSTT, options: MoonshineOptions & { firstPieceId: number }, recogniser: PieceRecogniser, connOptions?: APIConnectOptions) {
    super(owner, moonshineSampleRate, connOptions);
    this.#options = options;
    this.#recogniser = recogniser;
    this.#now = options.now ?? Date.now;
  }

  /** Notes when a frame arrives: by the time that it is taken from the queue, it may be later. */
  override pushFrame(frame: AudioFrame): void {
    if (frame.channels !== 1) throw new Error(`MoonshineSTT hears one channel, and was given ${frame.channels}. Mix them down before.`);
    if (frame.samplesPerChannel > 0) {
      this.#lastFrameAt = performance.now();
      this.#waitingSeconds += frame.samplesPerChannel / frame.sampleRate;
      this.#clock.arrived(frame.samplesPerChannel / frame.sampleRate, this.#now() / 1000);
    }
    super.pushFrame(frame);
  }

  protected override async run(): Promise<void> {
    const listener = new SpeechListener(this.#recogniser, {
      longestSeconds: moonshineLongestSeconds,
      interim: true,
      onBegin: () => {
        this.#options.onVoice?.(true);
        this.#send({ type: stt.SpeechEventType.START_OF_SPEECH });
      },
      onEnd: (voicedTo) => {
        this.#options.onVoice?.(false);
        this.#send({ type: stt.SpeechEventType.END_OF_SPEECH, speechEndTime: this.#clock.timeOf(voicedTo) * 1000 });
      },
      onHeard: (span) => this.#heard(span),
    });
    this.#listener = listener;
    const watch = setInterval(() => {
      if (listener.speaking && performance.now() - this.#lastFrameAt > stalledMs) void listener.end();
    }, stalledMs / 4);
    try {
      for await (const frame of this.input) {
        if (typeof frame === 'symbol') await listener.end();
        else if (frame.samplesPerChannel > 0) {
          this.#taken += frame.samplesPerChannel;
          this.#options.onSamples?.(frame.data, this.#clock.timeOf(this.#taken / moonshineSampleRate) * 1000);
          await listener.push(frame.data);
          this.#waitingSeconds -= frame.samplesPerChannel / frame.sampleRate;
          this.#options.onBacklog?.(Math.max(0, this.#waitingSeconds * 1000));
        }
        if (this.abortSignal.aborted) return;
      }
      await listener.end();
    } finally {
      clearInterval(watch);
      listener.close();
      // Nobody waits for a result that will not come: what is known of it counts.
      if (this.#unfinished !== undefined) this.#heard({ ...this.#unfinished, final: true });
    }
  }

  override close(): void {
    this.#listener?.close();
    super.close();
  }

  #heard(span: HeardSpan): void {
    this.#unfinished = span.final ? undefined : span;
    const words = span.words.map(({ text, from, to }) => ({ text, start: this.#clock.timeOf(from), end: this.#clock.timeOf(to), estimated: true }));
    this.#options.onWords?.({
      pieceId: this.#options.firstPieceId + span.pieceId, final: span.final, text: span.text, words,
      voicedFrom: this.#clock.timeOf(span.voicedFrom), voicedTo: this.#clock.timeOf(span.voicedTo),
    });
    // The framework drops an empty final transcript and would leave an earlier interim one standing: empty that.
    const final = span.final && span.text !== '';
    const offset = this.startTimeOffset;
    this.#send({
      type: final ? stt.SpeechEventType.FINAL_TRANSCRIPT : stt.SpeechEventType.INTERIM_TRANSCRIPT,
      alternatives: [{
        language,
        text: span.text,
        startTime: offset + span.voicedFrom,
        endTime: offset + span.voicedTo,
        // Moonshine tells none; 0 is what the framework's other plugins send then.
        confidence: 0,
        words: span.words.map(({ text, from, to }) => voice.createTimedString({ text, startTime: offset + from, endTime: offset + to, startTimeOffset: offset })),
      }],
      speechEndTime: this.#clock.timeOf(span.voicedTo) * 1000,
    });
  }

  #send(event: stt.SpeechEvent): void {
    if (!this.queue.closed) this.queue.put(event);
  }
}
