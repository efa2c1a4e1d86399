/** The recording, in step with the page. All times here are seconds on the interview's clock, not in the file. */
import { createContext } from 'svelte';

export const [usePlayback, providePlayback] = createContext<Playback>();

export class Playback {
  /** Interview clock minus file time. */
  readonly offset: number;
  time = $state(0);
  playing = $state(false);
  /** Keep the spoken word in view. */
  following = $state(false);
  #audio = $state.raw<HTMLAudioElement>();
  #frame = 0;

  constructor(offsetSeconds: number) {
    this.offset = offsetSeconds;
    this.time = offsetSeconds;
  }

  get ready(): boolean {
    return this.#audio !== undefined;
  }

  /** For `{@attach}` on the audio element. */
  attach = (audio: HTMLAudioElement): (() => void) => {
    this.#audio = audio;
    const listening = new AbortController();
    const on = (names: string[], act: () => void) => names.forEach((name) => audio.addEventListener(name, act, { signal: listening.signal }));
    on(['timeupdate', 'seeking', 'seeked'], () => this.#read());
    on(['play'], () => {
      this.playing = true;
      this.#tick();
    });
    on(['pause', 'ended'], () => (this.playing = false));
    return () => {
      listening.abort();
      cancelAnimationFrame(this.#frame);
      this.#audio = undefined;
    };
  };

  seek(time: number): void {
    if (this.#audio === undefined) return;
    this.#audio.currentTime = Math.max(0, time - this.offset);
    this.#read();
  }

  /** A moment before, so that the first sound is not cut. */
  playFrom(time: number): void {
    this.seek(time - 0.15);
    void this.#audio?.play();
  }

  #read(): void {
    if (this.#audio) this.time = this.#audio.currentTime + this.offset;
  }

  /** `timeupdate` comes four times a second; a word is shorter than that. */
  #tick = (): void => {
    if (!this.playing) return;
    this.#read();
    this.#frame = requestAnimationFrame(this.#tick);
  };
}
