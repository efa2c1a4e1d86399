/** Speaks one line into the room and reports when it was heard and how much of it. */
import type { voice } from '@livekit/agents';
import { syllablesOf, wordsOf } from '@greenroom/measures';
import type { Word } from '@greenroom/contracts';

/** Syllables per second of our voices, used to place words before the end of a line is known. */
const speakingRate = 4.6;

export interface Spoken {
  /** Epoch milliseconds; undefined when not a sound came out. */
  startedAtMs: number | undefined;
  endedAtMs: number;
  /** What was heard: all of it, or the words before the interruption. */
  text: string;
  /** How much of the line was heard, 0–1. */
  heard: number;
  interrupted: boolean;
}

export const expectedSeconds = (text: string): number => Math.max(0.5, text.split(/\s+/).reduce((sum, word) => sum + syllablesOf(word), 0) / speakingRate);

/** Words of a line on a clock that begins at `zeroMs`, for captions and the transcript. */
export const lineWords = (text: string, startMs: number, endMs: number, zeroMs: number): Word[] => wordsOf(text, (startMs - zeroMs) / 1000, (endMs - zeroMs) / 1000);

export class Voice {
  private readonly session: voice.AgentSession;
  private playbackStartedAtMs: number | undefined;
  /** Milliseconds of the line that came out, without those for which it was held. */
  private playedMs = 0;
  private handle: voice.SpeechHandle | undefined;
  private onStarted: ((atMs: number) => void) | undefined;
  /** The line before this one, which may still be stopping. */
  private before: Promise<unknown> = Promise.resolve();
  /** Counts the orders to stop: a line that waited for its turn meanwhile is not said. */
  private stops = 0;

  /** Call after `session.start`, when the audio output exists. */
  constructor(session: voice.AgentSession) {
    this.session = session;
    session.output.audio?.on('playbackStarted', (event: { createdAt: number }) => {
      if (this.playbackStartedAtMs !== undefined) return;
      this.playbackStartedAtMs = event.createdAt;
      this.onStarted?.(event.createdAt);
    });
    session.output.audio?.on('playbackFinished', (event: { playbackPosition: number }) => {
      this.playedMs += event.playbackPosition * 1000;
    });
  }

  /** `interruptible: false` for the greeting and the closing: a cough must not take them away. */
  say(text: string, options: { interruptible: boolean; onStarted: (atMs: number) => void }): Promise<Spoken> {
    const { stops } = this;
    const said = this.before.then(() => (this.stops === stops ? this.sayNow(text, options) : { startedAtMs: undefined, endedAtMs: Date.now(), text: '', heard: 0, interrupted: true }));
    this.before = said.catch(() => undefined);
    return said;
  }

  private async sayNow(text: string, options: { interruptible: boolean; onStarted: (atMs: number) => void }): Promise<Spoken> {
    this.playbackStartedAtMs = undefined;
    this.playedMs = 0;
    this.onStarted = options.onStarted;
    const handle = this.session.say(text, { allowInterruptions: options.interruptible, addToChatCtx: false });
    this.handle = handle;
    try {
      await handle.waitForPlayout();
    } finally {
      this.handle = undefined;
      this.onStarted = undefined;
      // A line that was stopped while it was held leaves the output shut.
      this.release();
    }
    const endedAtMs = Date.now();
    const startedAtMs = this.playbackStartedAtMs as number | undefined;
    // Nobody could say it: no candidate has cut it off.
    if (startedAtMs === undefined) return { startedAtMs: undefined, endedAtMs, text: '', heard: 0, interrupted: handle.interrupted };
    if (!handle.interrupted) return { startedAtMs, endedAtMs, text, heard: 1, interrupted: false };
    const heardWords = wordsOf(text, 0, expectedSeconds(text)).filter((word) => word.end <= this.playedMs / 1000);
    const heardText = heardWords.map((word) => word.text).join(' ');
    return { startedAtMs, endedAtMs, text: heardText, heard: heardText.length / text.length, interrupted: true };
  }

  /** Keeps back what is still to be heard of the line, within about 50 ms; up to 0.2 s of it are lost. */
  hold(): void {
    this.session.output.audio?.pause();
  }

  /** A held line goes on. */
  release(): void {
    this.session.output.audio?.resume();
  }

  /** Stops the line being spoken. `force`: also one that may not be interrupted (the candidate has left). */
  stop(force = false): void {
    if (force) this.stops += 1;
    if (this.handle === undefined || !(force || this.handle.allowInterruptions)) return;
    this.handle.interrupt(force);
    // The rest of a held line waits to be let out, and the framework waits 2 s for that before it throws it away: the
    // interviewer would hear nothing for so long. Once the framework has taken note of the interruption.
    setImmediate(() => this.session.output.audio?.clearBuffer());
  }

  get interruptible(): boolean {
    return this.handle?.allowInterruptions ?? true;
  }
}
