/** The recording, in step with the page. All times here are seconds on the interview's clock, not in the file. */
import { createContext, untrack } from 'svelte';
import { keep, recallOr } from '../remembered.ts';
import type { Span } from './score-lanes.ts';

export const [usePlayback, providePlayback] = createContext<Playback>();

export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
/** Seconds: what is shorter than this is a slip of the hand, not a passage. */
export const shortestLoop = 0.5;
/** Between two readings of the clock lies less than this many seconds of sound, unless somebody has jumped. */
const longestStep = 1.5;

export interface PlaybackOptions {
  /** What the place in it is remembered by, over a reload. */
  keptAs?: string;
  /** Silences of both voices, in order, that can be left out. */
  silences?: readonly Span[];
  /** Keep the spoken word in view from the beginning. */
  following?: boolean;
}

export class Playback {
  /** Interview clock minus file time. */
  readonly offset: number;
  readonly silences: readonly Span[];
  time = $state(0);
  playing = $state(false);
  /** Keep the spoken word in view. */
  following = $state(false);
  speed = $state(1);
  skipping = $state(false);
  /** What is said, as text beside the player. */
  captions = $state(false);
  /** The passage that is played over and over. */
  loop = $state.raw<Span>();
  /** Where a passage shall begin whose end has not been set yet. */
  loopStart = $state<number>();
  /** What went wrong, and what to do. */
  problem = $state<string>();
  /** Sound was asked for and has not come yet. */
  waiting = $state(false);
  /** The file's end, once the browser knows it. */
  end = $state<number>();
  #audio = $state.raw<HTMLAudioElement>();
  #frame = 0;
  #keptAs: string | undefined;
  /** Where to stop, and whom to tell. */
  #passage: { to: number; done: () => void } | undefined;

  constructor(offsetSeconds: number, { keptAs, silences = [], following = false }: PlaybackOptions = {}) {
    this.offset = offsetSeconds;
    this.time = offsetSeconds;
    this.silences = silences;
    this.following = following;
    this.#keptAs = keptAs === undefined ? undefined : `position.${keptAs}`;
  }

  get ready(): boolean {
    return this.#audio !== undefined;
  }

  /** Seconds of sound that skipping leaves out. */
  get silent(): number {
    return this.silences.reduce((sum, { start, end }) => sum + end - start, 0);
  }

  /** For `{@attach}` on the audio element. */
  attach = (audio: HTMLAudioElement): (() => void) => {
    const listening = new AbortController();
    const on = (names: string[], act: () => void) => names.forEach((name) => audio.addEventListener(name, act, { signal: listening.signal }));
    untrack(() => {
      this.#audio = audio;
      this.#remember(audio);
    });
    on(['timeupdate', 'seeking', 'seeked'], () => this.#read());
    on(['timeupdate', 'pause'], () => this.#keepPlace());
    on(['loadedmetadata', 'durationchange'], () => {
      this.problem = undefined;
      if (Number.isFinite(audio.duration)) this.end = audio.duration + this.offset;
    });
    on(['waiting'], () => (this.waiting = true));
    on(['playing', 'pause', 'ended'], () => (this.waiting = false));
    on(['play'], () => {
      this.playing = true;
      this.#tick();
    });
    on(['pause', 'ended'], () => {
      this.playing = false;
      this.#finishPassage();
    });
    on(['error'], () => {
      this.playing = false;
      this.waiting = false;
      this.problem = 'The recording could not be loaded. It is kept; check your connection and load this page again.';
    });
    return () => {
      listening.abort();
      cancelAnimationFrame(this.#frame);
      this.#finishPassage();
      this.#audio = undefined;
    };
  };

  seek(time: number): void {
    if (this.#audio === undefined) return;
    this.#audio.currentTime = Math.max(0, time - this.offset);
    this.time = this.#audio.currentTime + this.offset;
  }

  /** A moment before, so that the first sound is not cut. */
  playFrom(time: number): void {
    this.seek(time - 0.15);
    this.play();
  }

  play(): void {
    // Refused or broken off: the element says so by its events, and the button shows that nothing plays.
    this.#audio?.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.problem = 'The browser blocked the sound. Press play.';
    });
    if (this.#audio) this.problem = undefined;
  }

  pause(): void {
    this.#audio?.pause();
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Plays a passage once. @returns when it has ended, or was stopped */
  playPassage({ start, end }: Span): Promise<void> {
    this.#finishPassage();
    return new Promise((done) => {
      this.playFrom(start);
      this.#passage = { to: end, done };
    });
  }

  setSpeed(speed: number): void {
    this.speed = speed;
    if (this.#audio) this.#audio.playbackRate = this.#audio.defaultPlaybackRate = speed;
    keep('this-browser', 'replay.speed', speed);
  }

  faster(steps: number): void {
    const at = speeds.findIndex((speed) => speed === this.speed);
    this.setSpeed(speeds[Math.min(speeds.length - 1, Math.max(0, at + steps))] ?? 1);
  }

  skipSilence(skip: boolean): void {
    this.skipping = skip;
    keep('this-browser', 'replay.skip-silence', skip);
  }

  showCaptions(show: boolean): void {
    this.captions = show;
    keep('this-browser', 'replay.captions', show);
  }

  beginLoop(time = this.time): void {
    if (this.loop !== undefined && time < this.loop.end - shortestLoop) this.loop = { start: time, end: this.loop.end };
    else {
      this.loop = undefined;
      this.loopStart = time;
    }
  }

  endLoop(time = this.time): void {
    const start = this.loop?.start ?? this.loopStart;
    if (start === undefined || time - start < shortestLoop) return;
    this.setLoop({ start, end: time });
  }

  setLoop(loop: Span): void {
    this.loop = loop;
    this.loopStart = undefined;
  }

  clearLoop(): void {
    this.loop = undefined;
    this.loopStart = undefined;
  }

  #remember(audio: HTMLAudioElement): void {
    const speed = recallOr('this-browser', 'replay.speed', 1);
    if (speeds.some((known) => known === speed)) this.speed = speed;
    audio.playbackRate = audio.defaultPlaybackRate = this.speed;
    this.skipping = this.silences.length > 0 && recallOr('this-browser', 'replay.skip-silence', false);
    // Apart from the live room's captions: whoever reads along here may want none there.
    this.captions = recallOr('this-browser', 'replay.captions', false);
    const place = this.#keptAs === undefined ? 0 : recallOr('this-window', this.#keptAs, 0);
    if (place > this.offset) this.seek(place);
    if (Number.isFinite(audio.duration)) this.end = audio.duration + this.offset;
    if (audio.error !== null) this.problem = 'The recording could not be loaded. It is kept; check your connection and load this page again.';
  }

  #keepPlace(): void {
    if (this.#keptAs !== undefined) keep('this-window', this.#keptAs, Math.round(this.time * 100) / 100);
  }

  #read(): void {
    const audio = this.#audio;
    if (audio === undefined) return;
    const before = this.time;
    const now = audio.currentTime + this.offset;
    this.time = now;
    if (!this.playing || audio.seeking) return;
    const crossed = (moment: number) => before < moment && now >= moment && now - before < longestStep;
    if (this.#passage !== undefined && now >= this.#passage.to) return this.pause();
    if (this.loop !== undefined && crossed(this.loop.end)) return this.seek(this.loop.start);
    if (!this.skipping) return;
    const silence = this.silences.find(({ start, end }) => start <= now && now < end);
    if (silence !== undefined) this.seek(silence.end);
  }

  #finishPassage(): void {
    this.#passage?.done();
    this.#passage = undefined;
  }

  /** `timeupdate` comes four times a second; a word is shorter than that. */
  #tick = (): void => {
    if (!this.playing) return;
    this.#read();
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
