/**
 * Whether it is this window that leads. It outlives the panel, which stands in another place of the page while a coach leads. The
 * microphone opens when the interviewer has fallen silent for this coach, and not when the order was taken on.
 */
import type { Listener } from '@greenroom/contracts';
import { keep, recallOr } from '#lib/remembered.ts';
import { send, type DeskParts } from './desk-parts.ts';
import { GivenOrder } from './given-order.svelte.ts';

/** So long after the order the interviewer may fall silent: later it is for somebody else. */
const opensForMs = 15_000;

export class Leading {
  /** Taking over, and handing back. */
  readonly order = new GivenOrder();
  /** This window's order was taken on, and nobody has handed back since: a reload does not change it. */
  #tookOver = $state(false);
  /** Until when the microphone is to open by itself. */
  #opensUntil = 0;
  #leads = $state(false);
  #people = $state.raw<readonly Listener[]>([]);
  readonly #me: string;
  readonly #desk: DeskParts;
  readonly #key: string;

  constructor(desk: DeskParts, me: string) {
    this.#desk = desk;
    this.#me = me;
    this.#key = `desk.${desk.interviewId}.leads`;
  }

  /** On the page only: the server remembers no windows. */
  restore(): void {
    this.#tookOver = recallOr('this-window', this.#key, false);
  }

  /** Who leads, as far as it has been told. */
  get leader(): string | undefined {
    return this.#leads ? this.#people.find(({ state }) => state === 'leads')?.name : undefined;
  }

  /** By this window's own order; or, after it was closed, by the name, if only one who is here bears it. */
  get mine(): boolean {
    if (!this.#leads) return false;
    if (this.#tookOver) return this.leader === undefined || this.leader === this.#me;
    return this.leader === this.#me && this.#people.filter(({ name }) => name === this.#me).length === 1;
  }

  /** What the interview tells: whether a coach leads, and who is here. */
  follow(leads: boolean, people: readonly Listener[]): void {
    const handedBack = this.#leads && !leads;
    this.#leads = leads;
    this.#people = people;
    // Handed back elsewhere, or the interview ended: nobody leads, so the microphone closes.
    if (handedBack && this.#tookOver) this.#end();
    this.#openOrClose();
  }

  #openOrClose(): void {
    const { sound, typed } = this.#desk;
    if (typed || !this.#leads || !this.#tookOver) return;
    if (!this.mine) {
      if (sound.wanted) void sound.hush();
    } else if (Date.now() < this.#opensUntil) {
      this.#opensUntil = 0;
      void sound.speak();
    }
  }

  async takeOver(): Promise<void> {
    if (!(await this.#give('Taking over', 'coach:take_over'))) return;
    this.#remember(true);
    this.#opensUntil = Date.now() + opensForMs;
    // The interviewer may have been quicker than the answer to the order.
    this.#openOrClose();
  }

  async handBack(): Promise<void> {
    if (await this.#give('Handing back', 'coach:hand_back')) this.#end();
  }

  #end(): void {
    this.#remember(false);
    this.#opensUntil = 0;
    void this.#desk.sound.hush();
  }

  #remember(now: boolean): void {
    this.#tookOver = now;
    keep('this-window', this.#key, now || undefined);
  }

  #give(name: string, type: 'coach:take_over' | 'coach:hand_back'): Promise<boolean> {
    return this.order.give(name, () => this.#desk.clock.now(), () => send(this.#desk, { type }));
  }
}
