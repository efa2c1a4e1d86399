/** Several recognisers as one LiveKit STT: the first that is well hears, and handing over costs no word. */
import { type APIConnectOptions, type AudioBuffer, mergeFrames, normalizeLanguage, stt, voice } from '@livekit/agents';
import { resampled } from '../local/resampled.ts';
import { ProviderError } from '../provider-failure.ts';
import { WellFirst } from '../well-first.ts';
import type { HeardPiece } from './heard-piece.ts';
import { hearAll } from './hear-all.ts';
import { hearingSampleRate, type Hearing } from './hearing.ts';
import { WellFirstStream } from './well-first-stream.ts';

export interface WellFirstHearingOptions {
  /** In order of preference; the last one should need no network. */
  providers: readonly [Hearing, ...Hearing[]];
  /** Every interim and final result, with word times in epoch seconds. */
  onWords?: ((piece: HeardPiece) => void) | undefined;
  /** A voice began (true), or has ended and what it said is final (false). */
  onVoice?: ((speaking: boolean) => void) | undefined;
  /** How many milliseconds of audio wait for a recogniser. */
  onBacklog?: ((milliseconds: number) => void) | undefined;
  /** Every stretch of audio as it is heard, 16 kHz, with the epoch milliseconds of its last sample. */
  onSamples?: ((samples: Int16Array, endMs: number) => void) | undefined;
  /** Told once when a recogniser falls out and once when it is back. */
  notice: (text: string) => void;
  /** BCP 47. @defaultValue en */
  language?: string | undefined;
  /** Epoch milliseconds. Only to feed recordings faster than they were spoken. @defaultValue Date.now */
  now?: (() => number) | undefined;
  /** Milliseconds, monotonic: when a provider has rested enough. @defaultValue performance.now */
  restClock?: (() => number) | undefined;
}

export class WellFirstSTT extends stt.STT {
  override readonly label = 'greenroom.WellFirstSTT';
  readonly #options: WellFirstHearingOptions;
  readonly #providers: WellFirst<Hearing>;

  constructor(options: WellFirstHearingOptions) {
    super({ streaming: true, interimResults: true, alignedTranscript: 'word' });
    this.#options = options;
    this.#providers = new WellFirst(options.providers, { task: 'Hearing', notice: options.notice, now: options.restClock });
  }

  override get model(): string {
    return this.#options.providers.map(({ name }) => name).join(', ');
  }

  override get provider(): string {
    return 'several';
  }

  override stream(options?: { connOptions?: APIConnectOptions }): WellFirstStream {
    return new WellFirstStream(this, this.#options, this.#providers, options?.connOptions);
  }

  /** One recording at once: by the first that hears all of it. */
  protected override async _recognize(buffer: AudioBuffer): Promise<stt.SpeechEvent> {
    const samples = resampled(mergeFrames(buffer), hearingSampleRate);
    let failure: ProviderError | undefined;
    for (const provider of this.#providers.inOrder()) {
      const heard = await hearAll(provider, samples);
      if (heard instanceof ProviderError) {
        this.#providers.failed(provider, heard);
        failure = heard;
        continue;
      }
      this.#providers.worked(provider);
      const text = heard.map((each) => each.text).filter((part) => part !== '').join(' ');
      const words = heard.flatMap((each) => each.words).map((word) => voice.createTimedString({ text: word.text, startTime: word.from, endTime: word.to }));
      const language = normalizeLanguage(this.#options.language ?? 'en');
      return { type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [{ language, text, startTime: heard[0]?.voicedFrom ?? 0, endTime: heard.at(-1)?.voicedTo ?? 0, confidence: 0, words }] };
    }
    throw failure ?? new Error('no recogniser is configured');
  }
}
