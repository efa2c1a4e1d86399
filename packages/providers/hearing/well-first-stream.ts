/**
 * One candidate's audio, heard by one recogniser at a time. Whatever is not heard for good stays here; when a recogniser
 * fails, the next one is given it, and goes on in the middle of the sentence. The first one is tried again in a pause.
 */
import { type APIConnectOptions, normalizeLanguage, stt, voice } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { FrameClock } from '../local/frame-clock.ts';
import { ProviderError } from '../provider-failure.ts';
import type { WellFirst } from '../well-first.ts';
import { hearingSampleRate, type Heard, type Hearing, type HearingSession } from './hearing.ts';
import { KeptAudio } from './kept-audio.ts';
import { VoiceGate } from './voice-gate.ts';
import type { WellFirstHearingOptions } from './well-first-stt.ts';

/** Frames stop when the microphone is muted or the connection is lost: what was said before must not wait for more. */
const stalledMs = 600;
const tickMs = 100;
/** Audio before a voice that goes to the next recogniser with it (a soft beginning is noticed late). */
const leadSeconds = 0.5;
/** Kept while nobody speaks. */
const silenceSeconds = 1;
/** Kept at the most, when nobody at all can hear: 10 MB. */
const mostSeconds = 300;
/** A result that ends this close before the end of the voice has heard all of it. */
const nearEnough = 0.25;
/** The longest wait for the last words of a pause. */
const lastWordsMs = 8_000;
/** When every recogniser has failed: the pause before the next try, doubling. */
const retryMs = { first: 500, longest: 8_000 } as const;

interface Active {
  provider: Hearing;
  session: HearingSession;
  /** Position (seconds) of the session's first sample. */
  origin: number;
}

export class WellFirstStream extends stt.SpeechStream {
  override readonly label = 'greenroom.WellFirstStream';
  readonly #options: WellFirstHearingOptions;
  readonly #providers: WellFirst<Hearing>;
  readonly #clock = new FrameClock();
  readonly #now: () => number;
  readonly #kept = new KeptAudio();
  readonly #gate: VoiceGate;
  #active: Active | undefined;
  #restart: NodeJS.Timeout | undefined;
  #onActive: (() => void)[] = [];
  #failuresInARow = 0;
  /** Seconds: everything before is heard for good. */
  #confirmed = 0;
  /** Seconds: where another recogniser would go on. The end of the last final word: the next one may have begun before the result's own end. */
  #handover = 0;
  /** Seconds: up to here there was a result of any kind. */
  #answered = 0;
  /** Where voice begins that is not confirmed, and where the last voice was. */
  #voiceFrom: number | undefined;
  #voiceTo = 0;
  /** When the first voice arrived for which there is no result (monotonic milliseconds). */
  #unansweredSince: number | undefined;
  /** A voice ended, and its last words are awaited. */
  #ending: { voicedTo: number; since: number } | undefined;
  #toldSpeaking = false;
  #catchingUp = false;
  #toldLost = false;
  #pieceId = 0;
  /** An interim result was told and is not final yet. */
  #outstanding = false;
  #lastFrameAt = 0;
  #inputOver = false;

  constructor(owner: stt.STT, options: WellFirstHearingOptions, providers: WellFirst<Hearing>, connOptions?: APIConnectOptions) {
    super(owner, hearingSampleRate, connOptions);
    this.#options = options;
    this.#providers = providers;
    this.#now = options.now ?? Date.now;
    this.#gate = new VoiceGate({ onBegin: () => this.#voiceBegan(), onPause: (voicedTo) => this.#voicePaused(voicedTo), onVoiced: (from, to) => this.#voiced(from, to) });
  }

  /** Notes when a frame arrives: by the time that it is taken from the queue, it may be later. */
  override pushFrame(frame: AudioFrame): void {
    if (frame.channels !== 1) throw new Error(`WellFirstSTT hears one channel, and was given ${frame.channels}. Mix them down before.`);
    if (frame.samplesPerChannel > 0) {
      this.#lastFrameAt = performance.now();
      this.#clock.arrived(frame.samplesPerChannel / frame.sampleRate, this.#now() / 1000);
    }
    super.pushFrame(frame);
  }

  protected override async run(): Promise<void> {
    this.#listenWith(this.#first());
    const watch = setInterval(() => this.#tick(), tickMs);
    try {
      for await (const frame of this.input) {
        if (typeof frame === 'symbol') this.#gate.end();
        else if (frame.samplesPerChannel > 0) await this.#take(frame.data);
        if (this.abortSignal.aborted) return;
      }
      this.#gate.end();
      await this.#finish();
    } finally {
      clearInterval(watch);
      this.#stopListening();
    }
  }

  override close(): void {
    this.#stopListening();
    super.close();
  }

  #first(): Hearing {
    const [first] = this.#providers.inOrder();
    if (first === undefined) throw new Error('no recogniser is configured');
    return first;
  }

  get #endSeconds(): number {
    return this.#kept.end / hearingSampleRate;
  }

  async #take(samples: Int16Array): Promise<void> {
    this.#kept.append(samples);
    this.#options.onSamples?.(samples, this.#clock.timeOf(this.#endSeconds) * 1000);
    // Sent before the gate looks at it, so that a pause is told to the recogniser after its audio.
    void this.#active?.session.push(samples);
    await this.#gate.push(samples);
    this.#trim();
    if (this.#catchingUp) this.#options.onBacklog?.(Math.max(0, (this.#endSeconds - Math.max(this.#answered, this.#voiceFrom ?? this.#endSeconds)) * 1000));
  }

  #trim(): void {
    const needed = this.#voiceFrom === undefined ? this.#endSeconds - silenceSeconds : Math.max(this.#handover, this.#voiceFrom - leadSeconds);
    const most = this.#endSeconds - mostSeconds;
    if (most > needed && !this.#toldLost) {
      this.#toldLost = true;
      this.#options.notice(`Hearing: nothing could be heard for ${mostSeconds / 60} minutes; the recording goes on.`);
    }
    this.#kept.dropBefore(Math.floor(Math.max(needed, most) * hearingSampleRate));
  }

  #listenWith(provider: Hearing): void {
    const from = Math.max(Math.ceil(this.#handover * hearingSampleRate), this.#kept.start);
    let active = undefined as Active | undefined;
    let early: ProviderError | undefined;
    const session = provider.start({
      onHeard: (heard) => {
        if (active !== undefined && this.#active === active) this.#heard(active, heard);
      },
      onFailed: (error) => {
        if (active === undefined) early = error;
        else this.#failed(active, error);
      },
    });
    active = { provider, session, origin: from / hearingSampleRate };
    this.#active = active;
    this.#answered = Math.max(this.#answered, active.origin);
    this.#unansweredSince = undefined;
    const waiting = this.#kept.from(from);
    if (waiting.length > 0) void session.push(waiting);
    if (this.#ending !== undefined) session.pause();
    if (early !== undefined) return this.#failed(active, early);
    this.#onActive.splice(0).forEach((tell) => tell());
  }

  #failed(active: Active, error: ProviderError): void {
    if (this.#active !== active || this.closed) return;
    active.session.close();
    this.#active = undefined;
    this.#catchingUp = this.#voiceFrom !== undefined;
    this.#providers.failed(active.provider, error);
    this.#failuresInARow += 1;
    const next = this.#first();
    const wait = this.#failuresInARow < this.#options.providers.length ? 0 : Math.min(retryMs.longest, retryMs.first * 2 ** (this.#failuresInARow - this.#options.providers.length));
    if (wait === 0) this.#listenWith(next);
    else this.#restart = setTimeout(() => this.#listenWith(this.#first()), wait);
  }

  #heard(active: Active, heard: Heard): void {
    const { origin, provider } = active;
    const through = origin + heard.through;
    this.#failuresInARow = 0;
    this.#unansweredSince = undefined;
    this.#answered = Math.max(this.#answered, through);
    this.#providers.worked(provider);
    if (this.#catchingUp && (this.#voiceFrom === undefined || this.#answered >= this.#voiceTo - nearEnough || this.#endSeconds - this.#answered < 1)) {
      this.#catchingUp = false;
      this.#options.onBacklog?.(0);
    }
    if (heard.final) {
      this.#confirmed = Math.max(this.#confirmed, through);
      const lastWord = heard.words.at(-1);
      this.#handover = Math.max(this.#handover, Math.min(through, lastWord === undefined ? through : origin + lastWord.to));
      // While somebody speaks, a word may lie across the result's end.
      this.#voiceFrom = this.#voiceTo <= this.#confirmed + nearEnough && !this.#gate.speaking ? undefined : Math.max(this.#voiceFrom ?? this.#handover, this.#handover);
    }
    if (heard.text !== '' || this.#outstanding) this.#tell(heard, origin);
    this.#maybeEnd();
  }

  #tell(heard: Heard, origin: number): void {
    const epoch = (position: number): number => this.#clock.timeOf(origin + position);
    const words = heard.words.map(({ text, from, to, estimated }) => ({ text, start: epoch(from), end: epoch(to), estimated }));
    this.#options.onWords?.({ pieceId: this.#pieceId, final: heard.final, text: heard.text, words, voicedFrom: epoch(heard.voicedFrom), voicedTo: epoch(heard.voicedTo) });
    // The framework drops an empty final transcript and would leave an earlier interim one standing: empty that.
    const type = heard.final && heard.text !== '' ? stt.SpeechEventType.FINAL_TRANSCRIPT : stt.SpeechEventType.INTERIM_TRANSCRIPT;
    const at = this.startTimeOffset + origin;
    this.#send({
      type,
      alternatives: [{
        language: normalizeLanguage(this.#options.language ?? 'en'),
        text: heard.text,
        startTime: at + heard.voicedFrom,
        endTime: at + heard.voicedTo,
        confidence: 0,
        words: heard.words.map(({ text, from, to }) => voice.createTimedString({ text, startTime: at + from, endTime: at + to, startTimeOffset: this.startTimeOffset })),
      }],
      speechEndTime: epoch(heard.voicedTo) * 1000,
    });
    this.#outstanding = !heard.final;
    if (heard.final) this.#pieceId += 1;
  }

  #voiced(from: number, to: number): void {
    // A click is no voice.
    if (!this.#gate.speaking) return;
    this.#voiceTo = to;
    if (this.#voiceFrom === undefined && to > this.#confirmed + nearEnough) this.#voiceFrom = from;
    if (to > this.#answered + nearEnough) this.#unansweredSince ??= performance.now();
  }

  #voiceBegan(): void {
    this.#ending = undefined;
    if (this.#toldSpeaking) return;
    this.#toldSpeaking = true;
    this.#options.onVoice?.(true);
    this.#send({ type: stt.SpeechEventType.START_OF_SPEECH });
  }

  #voicePaused(voicedTo: number): void {
    this.#ending = { voicedTo, since: performance.now() };
    this.#active?.session.pause();
    this.#maybeEnd();
  }

  /** The end of a voice is told when its last words are final: whoever waits for silence must not take a missing word for it. */
  #maybeEnd(): void {
    const ending = this.#ending;
    if (ending === undefined || !this.#toldSpeaking) return;
    // While nobody hears, what was said waits.
    const waited = this.#active === undefined || this.#catchingUp ? 0 : performance.now() - ending.since;
    const late = this.#inputOver || waited > lastWordsMs;
    if (!late && (this.#outstanding || this.#confirmed < ending.voicedTo - nearEnough)) return;
    this.#ending = undefined;
    this.#toldSpeaking = false;
    // Whoever hears has had its time: there was no word in it.
    this.#confirmed = Math.max(this.#confirmed, ending.voicedTo);
    if (this.#voiceTo <= this.#confirmed + nearEnough) this.#voiceFrom = undefined;
    this.#options.onVoice?.(false);
    this.#send({ type: stt.SpeechEventType.END_OF_SPEECH, speechEndTime: this.#clock.timeOf(ending.voicedTo) * 1000 });
  }

  #tick(): void {
    const now = performance.now();
    if (this.#gate.speaking && now - this.#lastFrameAt > stalledMs) this.#gate.end();
    this.#maybeEnd();
    const active = this.#active;
    if (active === undefined) return;
    const patience = active.provider.silentTooLongMs;
    if (patience !== undefined && this.#unansweredSince !== undefined && now - this.#unansweredSince > patience) {
      return this.#failed(active, new ProviderError(`no words for ${patience / 1000} s while somebody spoke`, { provider: active.provider.name, retryable: true }));
    }
    const idle = !this.#gate.speaking && this.#ending === undefined && !this.#outstanding && !this.#catchingUp;
    const better = idle ? this.#providers.betterThan(active.provider) : undefined;
    if (better === undefined) return;
    active.session.close();
    this.#listenWith(better);
  }

  /** The input has ended: everything that was said becomes final, by whoever can. */
  async #finish(): Promise<void> {
    for (let attempt = 0; attempt <= 2 * this.#options.providers.length && !this.abortSignal.aborted; attempt += 1) {
      const active = this.#active;
      if (active === undefined) {
        await new Promise<void>((resolve) => this.#onActive.push(resolve));
        continue;
      }
      await active.session.end();
      // After a failure another one has taken over.
      if (this.#active === active) break;
    }
    this.#inputOver = true;
    this.#maybeEnd();
  }

  #stopListening(): void {
    clearTimeout(this.#restart);
    this.#active?.session.close();
    this.#active = undefined;
    this.#onActive.splice(0).forEach((tell) => tell());
  }

  #send(event: stt.SpeechEvent): void {
    if (!this.queue.closed) this.queue.put(event);
  }
}
