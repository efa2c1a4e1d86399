/** Whether work is wanted at this moment, or only expected to be: it may become urgent while it waits for its turn. */
export class Urgency {
  #now: boolean;
  #onRaised: (() => void)[] = [];

  constructor(now: boolean) {
    this.#now = now;
  }

  get now(): boolean {
    return this.#now;
  }

  /** It is wanted now. */
  raise(): void {
    if (this.#now) return;
    this.#now = true;
    this.#onRaised.splice(0).forEach((tell) => tell());
  }

  onRaised(tell: () => void): void {
    if (!this.#now) this.#onRaised.push(tell);
  }
}
