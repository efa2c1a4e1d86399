/** The interview's clock on this page. An event is as old as its way here, so the one that is furthest ahead is right. */
export class InterviewClock {
  /** Whole seconds, for what is shown. */
  seconds = $state(0);
  #ahead: number;

  /** @param now seconds on the interview's clock when the page was made */
  constructor(now: number) {
    this.#ahead = now - performance.now() / 1000;
    this.seconds = Math.floor(now);
  }

  now(): number {
    return performance.now() / 1000 + this.#ahead;
  }

  heard(at: number): void {
    this.#ahead = Math.max(this.#ahead, at - performance.now() / 1000);
  }

  /** @returns an end to it */
  run(): () => void {
    const timer = setInterval(() => (this.seconds = Math.floor(this.now())), 500);
    return () => clearInterval(timer);
  }
}
